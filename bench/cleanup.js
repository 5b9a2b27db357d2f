// What must be undone at the end, however the end comes.

const steps = [];
let running;

/** Has `undo` run at the end; the newest first. */
export function atEnd(undo) {
  steps.push(undo);
}

/** Runs everything that was registered, once. */
export function cleanUp() {
  running ??= (async () => {
    for (const undo of steps.reverse()) {
      await Promise.resolve()
        .then(undo)
        .catch((error) => console.error(`bench: cleaning up: ${error.message}`));
    }
  })();
  return running;
}

/** Ctrl-C and SIGTERM end the run orderly. */
export function cleanUpOnSignals() {
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
  for (const [signal, code] of Object.entries(codes)) {
    process.once(signal, () => cleanUp().then(() => process.exit(code)));
  }
}
