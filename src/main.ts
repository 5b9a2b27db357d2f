// `node dist/main.js` is `managed-users serve`.
process.argv.splice(2, 0, 'serve');
await import('./cli/main.js');
