import { isOriginAllowed } from '../auth/origin-rule.js';
import { parseUrl } from '../common/parse-url.js';

/**
 * Whether a code may be sent to this address: it is one of the client's redirect URIs, or matches one in which `*` stands
 * for any run of characters.
 */
export function isRedirectAllowed(redirectUri: string, allowed: readonly string[]): boolean {
  return allowed.some((entry) => (entry.includes('*') ? matches(redirectUri, entry) : entry === redirectUri));
}

/** The address with the code in its query; a query that is there already is kept, and so is a fragment. */
export function withCode(redirectUri: string, code: string): string {
  const [address = '', ...fragments] = redirectUri.split('#');
  // improve: oauth.redirect-query — the original begins a second query.
  const separator = address.includes('?') ? '&' : '?';
  return [`${address}${separator}code=${encodeURIComponent(code)}`, ...fragments].join('#');
}

function matches(redirectUri: string, pattern: string): boolean {
  if (pattern === '*') return true;
  const [, host] = /^[^/?#]*\/\/([^/?#]*)/.exec(pattern) ?? [];
  return (
    matchesWildcards(redirectUri, pattern) && (!host?.includes('*') || matchesWildcards(hostOf(redirectUri), host))
  );
}

/**
 * The host that a browser would go to. A star in the host of a redirect URI stands for a part of the host only: otherwise
 * `https://*.acme.test` would send codes to `https://evil.test/.acme.test` or `https://evil.test?.acme.test`.
 */
function hostOf(redirectUri: string): string {
  // improve: oauth.redirect-wildcard — the original compares the whole text only.
  return parseUrl(redirectUri)?.host ?? '';
}

/** The rule for origins is the rule for texts: with a star in the pattern nothing else is compared. */
const matchesWildcards = (text: string, pattern: string): boolean => isOriginAllowed(text, [pattern]);
