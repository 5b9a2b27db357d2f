/**
 * The text as a URL; null when it is none. Not `URL.canParse`: once compiled by Node 20's optimizer that refuses texts with
 * letters such as `ü`.
 */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
