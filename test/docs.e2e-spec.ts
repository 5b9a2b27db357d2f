import request from 'supertest';
import { type OpenApiDocument, operationsOf } from './contract/openapi.js';
import { startTestApp, type TestApp } from './support/test-app.js';

describe('API documentation', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.close());

  describe.each(['', '/api'])('with the prefix "%s"', (prefix) => {
    it('is a page whose links work with and without a slash', async () => {
      const { headers } = await request(app.url).get(`${prefix}/docs`).expect(302);
      const address = new URL(headers['location'] as string, `${app.url}${prefix}/docs`);
      expect(address.pathname).toBe(`${prefix}/docs/`);
      const page = await request(app.url)
        .get(address.pathname)
        .expect(200)
        .expect('Content-Type', /^text\/html/);
      const links = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(
        ([, link]) => new URL(link as string, address),
      );
      expect(links.length).toBeGreaterThanOrEqual(5);
      for (const link of links) {
        expect(link.origin).toBe(app.url);
        await request(app.url).get(link.pathname).expect(200);
      }
    });
  });

  it('loads nothing from elsewhere and works over plain HTTP', async () => {
    const { headers, text } = await request(app.url).get('/docs/').expect(200);
    const policy = headers['content-security-policy'] as string;
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).not.toContain('upgrade-insecure-requests');
    // No inline script: the policy would refuse it.
    expect(text).not.toMatch(/<script(?![^>]*\bsrc=)/);
  });

  it('shows only the files of the page', async () => {
    const { body } = await request(app.url).get('/docs/package.json').expect(404);
    expect(body.error.message).toBe('Cannot GET /docs/package.json');
    await request(app.url).get('/docs/..%2fpackage.json').expect(404);
    await request(app.url).post('/docs-json').expect(404);
  });

  it('is the same document as JSON and as YAML', async () => {
    const [json, yaml] = await Promise.all(['json', 'yaml'].map((form) => fetch(`${app.url}/docs-${form}`)));
    expect(json?.headers.get('content-type')).toMatch(/^application\/json/);
    expect(yaml?.headers.get('content-type')).toMatch(/^application\/yaml/);
    // Every JSON text is a YAML text.
    expect(await yaml?.text()).toBe(await json?.text());
  });

  describe('document', () => {
    let document: OpenApiDocument;
    beforeAll(async () => {
      document = (await request(app.url).get('/docs-json')).body;
    });

    it('names the address of the server', () => {
      expect(document.openapi).toBe('3.0.0');
      expect(document.servers).toEqual([{ url: `http://localhost:${new URL(app.url).port}` }]);
    });

    it('says of every operation what it does, what it takes and what it answers', () => {
      for (const { method, path, operation } of operationsOf(document)) {
        const gaps = [
          !operation.summary && 'summary',
          !/^\w+Controller_\w+$/.test(operation.operationId) && 'operation id',
          !operation.security?.length && 'security',
          ...(operation.parameters ?? []).map(({ name, description }) => !description && `parameter ${name}`),
          ...Object.entries(operation.responses).map(([status, { description }]) => !description && `status ${status}`),
        ].filter(Boolean);
        expect({ method, path, gaps }).toEqual({ method, path, gaps: [] });
      }
    });

    it('describes every error with the same schema', () => {
      // The OAuth2 standard has errors of its own.
      const operations = operationsOf(document).filter(
        ({ operation }) => operation.operationId !== 'OAuth2Controller_token',
      );
      for (const { method, path, operation } of operations) {
        const errors = Object.entries(operation.responses).filter(([status]) => !status.startsWith('2'));
        const isPublic = operation.security?.every((scheme) => Object.keys(scheme).length === 0);
        const expected = ['429', '500', '503', ...(isPublic ? [] : ['401', '403'])];
        expect(errors.map(([status]) => status)).toEqual(expect.arrayContaining(expected));
        for (const [status, { content }] of errors) {
          const schema = content?.['application/json']?.schema;
          expect({ method, path, status, schema }).toMatchObject({
            schema: { $ref: '#/components/schemas/ErrorResponse' },
          });
        }
      }
    });

    it('only names schemes of credentials and schemas that it has', () => {
      const known = Object.keys(document.components.securitySchemes);
      for (const { operation } of operationsOf(document)) {
        expect(known).toEqual(expect.arrayContaining((operation.security ?? []).flatMap((one) => Object.keys(one))));
      }
      const named = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
        ([, name]) => name,
      );
      expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(named));
    });
  });
});

describe('API documentation elsewhere', () => {
  const docsUrl = 'https://docs.acme.test/api';

  it.each(['/docs', '/docs/', '/docs-json', '/v2/docs', '/v2/docs/users', '/api/docs'])(
    'redirects %s',
    async (path) => {
      const app = await startTestApp({ docsUrl });
      try {
        await request(app.url).get(path).expect(302).expect('Location', docsUrl);
      } finally {
        await app.close();
      }
    },
  );

  it('is named with the public address of the server', async () => {
    const app = await startTestApp({ publicUrl: 'https://api.acme.test' });
    try {
      const { body } = await request(app.url).get('/docs-json').expect(200);
      expect(body.servers).toEqual([{ url: 'https://api.acme.test' }]);
      const { headers } = await request(app.url).get('/docs/').expect(200);
      expect(headers['content-security-policy']).toContain("connect-src 'self' https://api.acme.test;");
    } finally {
      await app.close();
    }
  });
});
