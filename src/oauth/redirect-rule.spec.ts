import { isRedirectAllowed, withCode } from './redirect-rule.js';

describe('isRedirectAllowed', () => {
  it.each([
    ['https://app.acme.test/cb', 'https://app.acme.test/cb'],
    ['https://app.acme.test/cb?a=1', 'https://app.acme.test/cb?a=1'],
    ['https://anything.test/at/all', '*'],
    ['https://a.acme.test', 'https://*.acme.test'],
    ['https://a.b.acme.test', 'https://*.acme.test'],
    ['https://a.acme.test/cb/1', 'https://*.acme.test/cb/*'],
    ['https://acme.test/any/path?x=1', 'https://acme.test/*'],
    ['https://acme.test', 'https://acme.test*'],
    ['https://acme.test:8443/cb', 'https://acme.test*'],
    ['http://localhost:3000/cb', 'http://localhost:*/cb'],
    ['acme://open/cb', 'acme://open/*'],
  ])('allows %s for %s', (redirectUri, entry) => {
    expect(isRedirectAllowed(redirectUri, ['https://other.test', entry])).toBe(true);
  });

  it.each([
    ['https://app.acme.test', 'https://app.acme.test/cb'],
    ['https://app.acme.test/cb/', 'https://app.acme.test/cb'],
    ['https://APP.acme.test/cb', 'https://app.acme.test/cb'],
    ['http://a.acme.test', 'https://*.acme.test'],
    ['https://acme.test', 'https://*.acme.test'],
    ['https://evil.test/.acme.test', 'https://*.acme.test'],
    ['https://evil.test?.acme.test', 'https://*.acme.test'],
    ['https://evil.test#.acme.test', 'https://*.acme.test'],
    ['https://evil.test\\.acme.test', 'https://*.acme.test'],
    ['https://a.acme.test@evil.test/.acme.test', 'https://*.acme.test'],
    ['https://evil.test/.acme.test/cb', 'https://*.acme.test/cb'],
    ['https://%.acme.test', 'https://*.acme.test'],
    ['', 'https://*.acme.test'],
  ])('refuses %s for %s', (redirectUri, entry) => {
    expect(isRedirectAllowed(redirectUri, ['https://other.test', entry])).toBe(false);
  });

  it('refuses everything when the client has no redirect URI', () => {
    expect(isRedirectAllowed('https://acme.test', [])).toBe(false);
  });
});

describe('withCode', () => {
  it.each([
    ['https://acme.test/cb', 'https://acme.test/cb?code=C'],
    ['https://acme.test/cb?state=1', 'https://acme.test/cb?state=1&code=C'],
    ['https://acme.test/#/cb', 'https://acme.test/?code=C#/cb'],
  ])('adds the code to %s', (redirectUri, expected) => {
    expect(withCode(redirectUri, 'C')).toBe(expected);
  });
});
