import { parseUrl } from '../common/parse-url.js';

/**
 * Whether a page of this origin may use a client's access tokens: when a redirect URI equals the origin, has it as its own
 * origin, or matches it with `*` standing for any run of characters.
 *
 * @param origin value of the `Origin` header.
 */
export function isOriginAllowed(origin: string, redirectUris: readonly string[]): boolean {
  return redirectUris.some((uri) =>
    uri.includes('*') ? matchesWildcard(uri, origin) : uri === origin || originOf(uri) === origin,
  );
}

function originOf(uri: string): string | null {
  // improve: auth.origin — the original's first generation compared by prefix, its second the whole text.
  const url = parseUrl(uri);
  if (!url) return null;
  const { origin, protocol, host } = url;
  // `URL` knows no origin for the schemes of apps, but web views send one: capacitor://localhost.
  if (origin === 'null') return host ? `${protocol}//${host}` : null;
  return origin;
}

/** Looks for the parts between the stars one after the other; takes time in proportion to the text, unlike a regex. */
function matchesWildcard(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  const first = parts[0] as string;
  const last = parts[parts.length - 1] as string;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let position = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, position);
    if (found < 0 || found + part.length > end) return false;
    position = found + part.length;
  }
  return true;
}
