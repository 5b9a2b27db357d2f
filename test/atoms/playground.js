// `npm run playground`: every component of @calcom/atoms on a page of its own, against a server.
import { parseArgs } from 'node:util';
import { installOnce } from './install.js';

const HELP = `Usage: npm run playground -- [options]

Shows the React components of @calcom/atoms against a server: one that is started for it and forgotten at the
end, or, with the first three options, one that runs already.

  --api-url <URL>          its address, for example http://localhost:5555
  --client-id <ID>         an OAuth client of that server
  --client-secret <SECRET> its secret
  --port <N>               port of the playground (5556)
  --help                   show this`;

const text = { type: 'string' };
const { values } = parseArgs({
  options: {
    'api-url': text,
    'client-id': text,
    'client-secret': text,
    port: { ...text, default: '5556' },
    help: { type: 'boolean' },
  },
});

if (values.help) {
  console.log(HELP);
} else {
  installOnce();
  const [{ buildLines }, { startHost }, { startServer }] = await Promise.all(
    ['./build.js', './host.js', './server.js'].map((module) => import(module)),
  );
  console.log('Building the pages…');
  await buildLines();
  const { 'api-url': apiUrl, 'client-id': clientId, 'client-secret': clientSecret } = values;
  const server = apiUrl
    ? { client: { apiUrl: `${apiUrl.replace(/\/(v2\/?)?$/, '')}/v2`, clientId, clientSecret }, stop: async () => {} }
    : await startServer();
  const host = await startHost(server.client, Number(values.port));
  const { username } = await host.people.signIn('playground');
  console.log(`
  Booking page            ${host.url}/2.11/booker
  Availability            ${host.url}/2.11/availability-settings
  The same with 2.6.11    ${host.url}/2.6/booker

Signed in as the managed user ${username}. Somebody else: ${host.url}/sign-in?user=ann
Server: ${server.client.apiUrl}. Ctrl-C ends it.`);

  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      host.stop();
      void server.stop().then(() => process.exit(0));
    });
  }
}
