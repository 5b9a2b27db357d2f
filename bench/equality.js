import { withSecret } from './load.js';

/**
 * Makes sure that two servers do the same: reads must have the same bytes, writes the same shape.
 *
 * @throws naming the row, with both bodies.
 */
export async function requireSameAnswers(servers, rows) {
  for (const row of rows) {
    await row.prepare?.(servers[0]);
    const shared = row.next(servers[0].seeded, {});
    const isRead = shared.method === 'GET';
    // A write is made anew for each server, since nothing can be created or used up twice.
    const requests = servers.map(({ seeded }) => (isRead ? shared : row.next(seeded, {})));
    const answers = [];
    for (const [index, server] of servers.entries()) answers.push(await send(server, requests[index]));
    const [ours, other] = answers;
    const [one, two] = isRead ? [ours.body, other.body] : [shapeOf(ours.body), shapeOf(other.body)];
    if (ours.status !== row.status || other.status !== row.status || one !== two) {
      throw new Error(`${row.title}: the answers differ\n${ours.status} ${ours.body}\n${other.status} ${other.body}`);
    }
  }
}

async function send({ url, seeded }, request) {
  const { method, path, headers, body } = withSecret(request, seeded);
  const response = await fetch(url + path, { method, body, headers });
  return { status: response.status, body: await response.text() };
}

/** The keys in their order, and the type of each value. */
function shapeOf(json) {
  return JSON.stringify(JSON.parse(json), (_, value) =>
    value instanceof Object || value === null ? value : typeof value,
  );
}
