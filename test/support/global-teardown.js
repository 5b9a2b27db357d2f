/** Stops the database of the tests and removes it. */
export default async function globalTeardown() {
  await globalThis.stopTestDatabase?.();
}
