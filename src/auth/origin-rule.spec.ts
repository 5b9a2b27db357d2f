import { isOriginAllowed } from './origin-rule.js';

describe('the origin rule', () => {
  it.each<[origin: string, uri: string]>([
    ['https://app.acme.test', 'https://app.acme.test'],
    ['https://app.acme.test', 'https://app.acme.test/'],
    ['https://app.acme.test', 'https://app.acme.test/callback?x=1#y'],
    ['https://app.acme.test', 'https://APP.acme.test:443/callback'],
    ['https://app.acme.test:8443', 'https://app.acme.test:8443/callback'],
    ['http://localhost:3000', 'http://localhost:3000/callback'],
    ['https://anything.test', '*'],
    ['https://a.acme.test', 'https://*.acme.test'],
    ['https://a.b.acme.test', 'https://*.acme.test'],
    ['https://acme.test:4000', 'https://acme.test*'],
    ['http://localhost:3000', 'http://localhost:*'],
    ['https://a-1.b-2.acme.test', 'https://a-*.b-*.acme.*'],
    ['https://acme.test', 'https://acme.test**'],
    ['capacitor://localhost', 'capacitor://localhost/callback'],
    ['null', 'null'],
  ])('admits %s for %s', (origin, uri) => {
    expect(isOriginAllowed(origin, ['https://other.test', uri])).toBe(true);
  });

  it.each<[origin: string, uri: string]>([
    ['https://app.acme.test', 'http://app.acme.test'],
    ['https://app.acme.test', 'https://app.acme.test:8443'],
    ['https://app.acme.te', 'https://app.acme.test'],
    ['https://app', 'https://app.acme.test/callback'],
    ['https://app.acme.test.evil.test', 'https://app.acme.test/callback'],
    ['https://evil.test', 'https://acme.test@evil.test.acme.test/callback'],
    ['https://A.acme.test', 'https://a.acme.test*'],
    ['https://acme.test', 'https://*.acme.test'],
    ['https://a.acme.test.evil.test', 'https://*.acme.test'],
    ['https://ab.test', 'https://ab*b.test'],
    ['https://a.acme.test', 'https://*.acme.test/callback'],
    ['null', 'data:text/html,x'],
    ['null', 'myapp:callback'],
    ['https://acme.test', 'not a URL'],
    ['https://acme.test', ''],
  ])('does not admit %s for %s', (origin, uri) => {
    expect(isOriginAllowed(origin, [uri])).toBe(false);
  });

  it('admits nobody when there are no redirect URIs', () => {
    expect(isOriginAllowed('https://acme.test', [])).toBe(false);
  });

  it('is quick for whatever patterns and origins', () => {
    const start = performance.now();
    expect(isOriginAllowed('a'.repeat(8_000), ['a*'.repeat(4_000) + 'b'])).toBe(false);
    expect(isOriginAllowed('a'.repeat(8_000) + 'b', ['*a'.repeat(4_000) + '*b'])).toBe(true);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
