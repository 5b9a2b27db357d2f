import { parentPort } from 'node:worker_threads';
import { type IcsQuestion, readIcs } from './ics-busy-times.js';

// Reads feeds in a thread of its own: large ones stop nobody, and one that would take for ever can be given up.
parentPort?.on('message', (question: IcsQuestion) => {
  try {
    parentPort?.postMessage({ answer: readIcs(question) });
  } catch {
    parentPort?.postMessage({ answer: null });
  }
});
