import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A CalDAV server on the loopback address with one account, which has a calendar of its own and one to look at. */
export interface CalDavServer {
  url: string;
  username: string;
  password: string;
  /** Texts of the own calendar, by file name. */
  events: Map<string, string>;
  /** Collection URLs. */
  own: string;
  shared: string;
  /** While it is set, every request is answered with this status. */
  failure: number | null;
  close(): Promise<void>;
}

const PRIVILEGES = {
  own: '<d:privilege><d:all/></d:privilege>',
  shared: '<d:privilege><d:read/></d:privilege><d:privilege><d:read-current-user-privilege-set/></d:privilege>',
};

export async function startCalDavServer(): Promise<CalDavServer> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answer(state, request, response, Buffer.concat(chunks).toString()));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const state: CalDavServer = {
    url,
    username: 'ann@icloud.test',
    password: 'abcd-efgh-ijkl-mnop',
    events: new Map(),
    own: `${url}/home/own/`,
    shared: `${url}/home/shared/`,
    failure: null,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
  return state;
}

function answer(state: CalDavServer, request: IncomingMessage, response: ServerResponse, body: string): void {
  const { method = '', url: path = '' } = request;
  const credentials = Buffer.from(`${state.username}:${state.password}`).toString('base64');
  if (state.failure !== null) response.writeHead(state.failure).end();
  else if (request.headers.authorization !== `Basic ${credentials}`) response.writeHead(401).end();
  else if (path === '/.well-known/caldav') response.writeHead(301, { location: '/' }).end();
  else if (method === 'PROPFIND' && path === '/') send(response, [prop('/', href('current-user-principal', '/me/'))]);
  else if (method === 'PROPFIND' && path === '/me/')
    send(response, [prop('/me/', href('c:calendar-home-set', '/home/'))]);
  else if (method === 'PROPFIND' && path === '/home/')
    send(response, [prop('/home/', collection('')), own(), shared()]);
  else if (method === 'REPORT' && path === '/home/own/' && body.includes('time-range')) send(response, objects(state));
  else if (path.startsWith('/home/own/')) changeObject(state, method, path.slice('/home/own/'.length), response, body);
  else response.writeHead(404).end();
}

function changeObject(state: CalDavServer, method: string, file: string, response: ServerResponse, body: string): void {
  const uid = /^UID:(.*)$/m.exec(body)?.[1];
  const isTaken = [...state.events].some(([name, text]) => name !== file && text.includes(`UID:${uid}`));
  if (method === 'DELETE') response.writeHead(state.events.delete(file) ? 204 : 404).end();
  // Every file of a calendar has another UID: RFC 4791, 5.3.2.1.
  else if (method === 'PUT' && (isTaken || body.includes('METHOD:'))) response.writeHead(409).end();
  else if (method === 'PUT') {
    state.events.set(file, body);
    response.writeHead(201).end();
  } else response.writeHead(405).end();
}

const own = (): string =>
  prop(
    '/home/own/',
    `${collection('<c:calendar/>')}<d:displayname>Work &amp; home</d:displayname>
  <d:current-user-privilege-set>${PRIVILEGES.own}</d:current-user-privilege-set>
  <c:supported-calendar-component-set><c:comp name="VEVENT"/></c:supported-calendar-component-set>`,
  );
const shared = (): string =>
  prop(
    '/home/shared/',
    `${collection('<c:calendar/>')}<d:displayname>2030</d:displayname>
  <d:current-user-privilege-set>${PRIVILEGES.shared}</d:current-user-privilege-set>`,
  );
const collection = (kind: string): string => `<d:resourcetype><d:collection/>${kind}</d:resourcetype>`;
const href = (name: string, to: string): string => {
  const element = name.includes(':') ? name : `d:${name}`;
  return `<${element}><d:href>${to}</d:href></${element}>`;
};
const prop = (path: string, props: string): string =>
  `<d:response><d:href>${path}</d:href><d:propstat><d:prop>${props}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`;

const objects = ({ events }: CalDavServer): string[] =>
  [...events].map(([file, text]) =>
    prop(`/home/own/${file}`, `<d:getetag>"1"</d:getetag><c:calendar-data><![CDATA[${text}]]></c:calendar-data>`),
  );

function send(response: ServerResponse, responses: string[]): void {
  response.writeHead(207, { 'content-type': 'application/xml; charset=utf-8' });
  response.end(
    `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">${responses.join('')}</d:multistatus>`,
  );
}
