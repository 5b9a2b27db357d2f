// A tiny load balancer: each request goes to the next of the servers in TARGETS. It knows nothing of their health.
import { Agent, createServer, request } from 'node:http';
import { buffer } from 'node:stream/consumers';

const { HOST, PORT, TARGETS } = process.env;
const targets = TARGETS.split(',').map((url) => new URL(url));
const agent = new Agent({ keepAlive: true, maxSockets: 256 });
let turn = 0;

const server = createServer(async (incoming, outgoing) => {
  const { method, url: path, headers } = incoming;
  const body = await buffer(incoming).catch(() => null);
  if (body === null) return;
  const { hostname, port } = targets[turn++ % targets.length];
  forward({ agent, hostname, port, method, path, headers }, body, outgoing);
});

function forward(options, body, outgoing) {
  const forwarded = request(options, (answer) => {
    outgoing.writeHead(answer.statusCode, answer.headers);
    answer.pipe(outgoing);
  });
  forwarded.on('error', (error) => {
    // The server has just closed a connection that nobody had used for a while: the request has not reached it.
    if (forwarded.reusedSocket && error.code === 'ECONNRESET') forward(options, body, outgoing);
    else if (outgoing.headersSent) outgoing.destroy();
    else outgoing.writeHead(502).end();
  });
  forwarded.end(body);
}

server.listen(Number(PORT), HOST);
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => process.exit());
