// The product around the components: serves the built pages, signs people in, and refreshes their tokens.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refreshEndpoint } from './refresh-endpoint.js';

/** Components ask the page's own address for the icons of apps and places; this one stands for all of them. */
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6" fill="none" stroke="#6b7280"/></svg>';

const BUILT = fileURLToPath(new URL('dist', import.meta.url));
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/** Starts it on the loopback interface; `client` is `{ apiUrl, clientId, clientSecret }`, its `apiUrl` ends in `/v2`. */
export async function startHost(client, port = 0) {
  const people = new People(client);
  const refresh = refreshEndpoint(client, people);
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      response.writeHead(500, { 'Content-Type': 'text/plain' });
      response.end(error.message);
    });
  });

  async function answer(request, response) {
    const { pathname, searchParams } = new URL(request.url, 'http://host');
    if (pathname === '/refresh') return refresh(request, response);
    if (pathname === '/sign-in') {
      const cookie = `user=${encodeURIComponent(searchParams.get('user') ?? '')}; Path=/; SameSite=Lax`;
      response.writeHead(302, { 'Set-Cookie': cookie, Location: '/' });
      return response.end();
    }
    if (pathname === '/session') {
      const { userId, username, accessToken } = await people.signIn(nameIn(request.headers.cookie) ?? 'playground');
      const { apiUrl, clientId } = client;
      const session = { apiUrl, clientId, userId, username, accessToken, refreshUrl: `${address()}/refresh` };
      response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
      return response.end(JSON.stringify(session));
    }
    if (pathname === '/') {
      response.writeHead(302, { Location: '/2.11/booker' });
      return response.end();
    }
    return serveFile(pathname, response);
  }

  const address = () => `http://localhost:${server.address().port}`;
  server.listen(port, 'localhost');
  await once(server, 'listening');
  return { url: address(), people, stop: () => server.close() && server.closeAllConnections() };
}

/** Who signed in last in this browser. Only a playground takes anybody's word for it. */
function nameIn(cookies = '') {
  const name = /(?:^|; )user=([^;]+)/.exec(cookies)?.[1];
  return name && decodeURIComponent(name);
}

/** A built file; every address without an ending is a page of the application of its line. */
async function serveFile(pathname, response) {
  const line = pathname.split('/')[1] ?? '';
  const file = normalize(extname(pathname) ? pathname : `/${line}/index.html`);
  const icon = extname(file) === '.svg' ? ICON : null;
  const content = await readFile(join(BUILT, file)).catch(() => icon);
  response.writeHead(content ? 200 : 404, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' });
  response.end(content ?? 'not found');
}

/** The product's own record of its people: who they are on the scheduling server, and their tokens. */
class People {
  #client;
  #byName = new Map();
  #byToken = new Map();

  constructor(client) {
    this.#client = client;
  }

  /** Makes a managed user for a new name. */
  async signIn(name) {
    const known = this.#byName.get(name) ?? this.#create(name);
    this.#byName.set(name, known);
    return known;
  }

  findByAccessToken(accessToken) {
    return this.#byToken.get(accessToken);
  }

  keep(person, { accessToken, refreshToken }) {
    Object.assign(person, { accessToken, refreshToken });
    this.#byToken.set(accessToken, person);
  }

  async #create(name) {
    const email = `${name.replace(/[^\w.-]/g, '-')}@example.org`;
    const created = await this.#call('', { email, name, timeZone: 'Europe/London' });
    if (created.status === 409) return this.#enter((await this.#call(`?emails=${encodeURIComponent(email)}`)).data[0]);
    if (!created.data) throw new Error(`no managed user could be made: ${JSON.stringify(created.error)}`);
    const person = await this.#enter(created.data.user, created.data);
    await this.#makeEventType(person);
    return person;
  }

  /** Something to book, so that nobody begins with empty pages. */
  async #makeEventType({ accessToken }) {
    const answer = await fetch(`${this.#client.apiUrl}/event-types`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'cal-api-version': '2024-06-14',
        Authorization: `Bearer ${accessToken}`,
      },
      body: JSON.stringify({ title: 'Half an hour', slug: 'half-an-hour', lengthInMinutes: 30 }),
    });
    if (!answer.ok) throw new Error(`no event type could be made: ${await answer.text()}`);
  }

  async #enter({ id, username }, tokens) {
    const person = { userId: id, username };
    this.keep(person, tokens ?? (await this.#call(`/${id}/force-refresh`, {})).data);
    return person;
  }

  async #call(path, body) {
    const { apiUrl, clientId, clientSecret } = this.#client;
    const answer = await fetch(`${apiUrl}/oauth-clients/${clientId}/users${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'Content-Type': 'application/json', 'x-cal-secret-key': clientSecret },
      body: body && JSON.stringify(body),
    });
    const { data, error } = await answer.json();
    return { status: answer.status, data, error };
  }
}
