// `npm run bench`: this server beside a hand-written one, measured in turn on the same PostgreSQL; with `--instances`,
// several of ours beside one.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atEnd, cleanUp, cleanUpOnSignals } from './cleanup.js';
import { createDatabase, postgresVersion, startPostgres } from './database.js';
import { requireSameAnswers } from './equality.js';
import { measureInstances } from './instances.js';
import { compare, measureAlone, median } from './load.js';
import { readOptions } from './options.js';
import { describeMachine, markdown, progress } from './report.js';
import { SIZE_ROWS } from './rows.js';
import { seed } from './seed.js';
import { residentMegabytes, startHandWritten, startOurs, startOursWithOwnDatabase } from './servers.js';

/** The number of users that more are compared with. */
const FEW_USERS = 10_000;
const STARTS = 3;

async function main() {
  const options = readOptions(process.argv.slice(2));
  if (!options) return;
  cleanUpOnSignals();
  const folder = await mkdtemp(join(tmpdir(), 'managed-users-bench-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  const result = options.instances ? await compareInstances(folder, options) : await compareServers(folder, options);
  console.log(`\n${markdown(result)}\n`);
  if (options.json) await writeFile(options.json, `${JSON.stringify(result, null, 2)}\n`);
}

async function compareServers(folder, options) {
  const start = options.measureStart ? await measureStarts(folder) : null;
  const { postgresUrl, machine } = await startDatabase(folder);
  const databaseUrl = await createDatabase(postgresUrl, 'bench');
  const seeded = await seed(databaseUrl, options.users);
  const ours = { ...(await startOurs(databaseUrl)), seeded };
  const { rows, memory } = await compareWithHandWritten(ours, databaseUrl, options);
  const ownRows = await measureRows(ours, options.ownRows, options);
  const sizes = options.users > FEW_USERS ? await compareSizes(ours, postgresUrl, options) : null;
  return { machine, users: options.users, rows, ownRows, memory, start, sizes };
}

async function compareInstances(folder, options) {
  const { postgresUrl, machine } = await startDatabase(folder);
  return { machine, users: options.users, instances: await measureInstances(postgresUrl, options) };
}

async function startDatabase(folder) {
  const postgresUrl = await startPostgres(join(folder, 'postgres'));
  const machine = describeMachine(await postgresVersion(postgresUrl));
  progress(`machine: ${machine}`);
  return { postgresUrl, machine };
}

async function compareWithHandWritten(ours, databaseUrl, options) {
  const other = { ...(await startHandWritten(databaseUrl)), seeded: ours.seeded };
  await requireSameAnswers([ours, other], options.rows);
  progress('both servers give the same answers');
  const rows = await compareRows([ours, other], options.rows, options);
  const memory = { ours: await residentMegabytes(ours.pid), other: await residentMegabytes(other.pid) };
  await other.stop();
  return { rows, memory };
}

async function compareSizes(ours, postgresUrl, options) {
  progress(`the reads with ${options.users} users beside those with ${FEW_USERS}`);
  const databaseUrl = await createDatabase(postgresUrl, 'bench_few');
  const seeded = await seed(databaseUrl, FEW_USERS);
  const few = { ...(await startOurs(databaseUrl)), seeded };
  return compareRows([ours, few], SIZE_ROWS, options);
}

async function compareRows(servers, rows, options) {
  const results = [];
  for (const row of rows) {
    const expected = (options.rounds * options.seconds + Math.min(2, options.seconds)) * 2;
    progress(`${row.title}: about ${expected} s`);
    const result = await compare(servers, row, options);
    progress(`${row.title}: ratio ${result.ratio.toFixed(2)}`);
    results.push(result);
  }
  return results;
}

async function measureRows(server, rows, options) {
  const results = [];
  for (const row of rows) {
    progress(`${row.title}: about ${options.rounds * options.seconds + Math.min(2, options.seconds)} s`);
    results.push(await measureAlone(server, row, options));
  }
  return results;
}

/** Median milliseconds until the first answer: with an empty data folder, and with one that is there. */
async function measureStarts(folder) {
  const first = [];
  const warm = [];
  for (let run = 1; run <= STARTS; run++) {
    const dataDirectory = join(folder, `start-${run}`);
    for (const times of [first, warm]) {
      const server = await startOursWithOwnDatabase(dataDirectory);
      times.push(server.startedIn);
      await server.stop();
    }
    progress(`start ${run} of ${STARTS}: first ${Math.round(first.at(-1))} ms, later ${Math.round(warm.at(-1))} ms`);
  }
  return { first: median(first), warm: median(warm) };
}

try {
  await main();
} catch (error) {
  console.error(`bench: ${error.message}`);
  process.exitCode = 1;
} finally {
  await cleanUp();
}
