import { searchAfterTests } from './secret-search.js';

/**
 * Stops the database of the tests and removes it, after a look through everything that is in it and everything that was
 * logged: none of the secrets, tokens and keys that the applications of the tests issued may be there. Server processes
 * that tests start use databases of their own, which are gone by now, so those are not searched.
 */
export default async function globalTeardown() {
  const { TEST_DATABASE_URL: url, TEST_ISSUED_FOLDER: folder } = process.env;
  let places = [];
  try {
    if (url && folder) places = await searchAfterTests(url, folder);
  } finally {
    await globalThis.stopTestDatabase?.();
  }
  if (places.length > 0) throw new Error(`Secrets were stored or logged in the clear:\n  ${places.join('\n  ')}`);
}
