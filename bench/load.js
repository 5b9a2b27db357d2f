import autocannon from 'autocannon';

/**
 * Sends requests of one row to one server for some seconds.
 *
 * @returns requests a second, and the time of each request in milliseconds.
 * @throws when an answer is missing or has another status than the row's.
 */
export async function measure(server, row, { seconds, connections }) {
  await row.refill?.(server);
  const { url, seeded } = server;
  const times = [];
  const wrong = [];
  const start = performance.now();
  let end = start;
  const run = autocannon({
    url,
    connections,
    duration: seconds,
    requests: [
      {
        setupRequest: (request, context) => ({ ...request, ...withSecret(row.next(seeded, context), seeded) }),
        ...(row.answered && { onResponse: (status, body, context) => status < 300 && row.answered(body, context) }),
      },
    ],
  });
  // autocannon stops at a full second and rounds to milliseconds: the figures are counted here.
  run.on('response', (_client, status, _bytes, time) => {
    end = performance.now();
    times.push(time);
    if (![row.status].flat().includes(status)) wrong.push(status);
  });
  const { errors, timeouts } = await run;
  if (errors || timeouts) throw new Error(`${row.title}: ${errors} errors and ${timeouts} timeouts at ${url}`);
  if (wrong.length) throw new Error(`${row.title}: ${wrong.length} answers with status ${wrong[0]} from ${url}`);
  if (times.length === 0) throw new Error(`${row.title}: no answer from ${url}`);
  return { perSecond: times.length / ((end - start) / 1000), times };
}

/** The request with the client's secret, unless it has credentials of its own. */
export function withSecret(request, { secret }) {
  if (request.headers?.authorization) return request;
  return { ...request, headers: { ...request.headers, 'x-cal-secret-key': secret } };
}

/**
 * Measures a row on two servers in turn, after a warm-up of both; who begins changes from round to round.
 *
 * @param servers ours and the one it is compared with.
 * @returns for both: requests a second (median of the rounds), p50 and p99 of all; and `ratio`, the median of the ratios
 *   of the requests a second within each round.
 */
export async function compare(servers, row, { rounds, seconds, connections }) {
  await row.prepare?.(servers[0]);
  for (const server of servers) await measure(server, row, { seconds: Math.min(2, seconds), connections });
  const figures = servers.map(() => []);
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 ? [1, 0] : [0, 1];
    for (const index of order) {
      figures[index].push(await measure(servers[index], row, { seconds, connections }));
      await settle();
    }
  }
  const [ours, other] = figures;
  return {
    row,
    ours: summary(ours),
    other: summary(other),
    ratio: median(ours.map(({ perSecond }, round) => perSecond / other[round].perSecond)),
  };
}

/** Measures a row on one server, after a warm-up. @returns requests a second (median of the rounds), p50 and p99 of all. */
export async function measureAlone(server, row, { rounds, seconds, connections }) {
  await row.prepare?.(server);
  await measure(server, row, { seconds: Math.min(2, seconds), connections });
  const figures = [];
  for (let round = 0; round < rounds; round++) {
    figures.push(await measure(server, row, { seconds, connections }));
    await settle();
  }
  return { row, ours: summary(figures) };
}

/** Requests that were cut off at the end of a round do not disturb the next. */
const settle = () => new Promise((wake) => setTimeout(wake, 100));

function summary(rounds) {
  const times = rounds.flatMap((round) => round.times).sort((one, other) => one - other);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  return { perSecond: median(rounds.map(({ perSecond }) => perSecond)), p50: at(0.5), p99: at(0.99) };
}

/** The middle of some numbers; between the two middle ones when they are even in number. */
export function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}
