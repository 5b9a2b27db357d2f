// One application, built once for each line of @calcom/atoms: `vite build --mode 2.11`.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { mendAtoms211 } from './mend-atoms-2-11.js';
import { mendAtoms26 } from './mend-atoms-2-6.js';

/** Line of the package, and the name under which package.json installs it. */
const PACKAGES = { 2.11: 'atoms-2-11', 2.6: 'atoms-2-6' };

export default defineConfig(({ mode: line }) => {
  return {
    root: fileURLToPath(new URL('app', import.meta.url)),
    base: `/${line}/`,
    define: { __LINE__: JSON.stringify(line) },
    resolve: {
      alias: [{ find: /^@calcom\/atoms(?=$|\/)/, replacement: PACKAGES[line] }],
      dedupe: ['react', 'react-dom'],
    },
    plugins: [line === '2.11' ? mendAtoms211() : mendAtoms26()],
    logLevel: 'error',
    // The package imports CommonJS modules as bundlers before this one understood them.
    legacy: { inconsistentCjsInterop: true },
    build: {
      outDir: fileURLToPath(new URL(`dist/${line}`, import.meta.url)),
      emptyOutDir: true,
      minify: false,
      sourcemap: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 100_000,
    },
  };
});
