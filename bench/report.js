import { availableParallelism, cpus, loadavg } from 'node:os';
import { MIX_TEXT } from './rows.js';

const begin = performance.now();

/** Says what is going on. On standard error, so that the tables can be redirected. */
export function progress(text) {
  console.error(`${((performance.now() - begin) / 1000).toFixed(0).padStart(5)} s  ${text}`);
}

const number = (value, digits = 0) => value.toLocaleString('en', { maximumFractionDigits: digits });
const fixed = (value, digits) => value.toFixed(digits);
const verdict = (reached) => (reached ? '' : ' **missed**');

/** The whole result as Markdown. */
export function markdown({ machine, users, rows, ownRows, memory, start, sizes, instances }) {
  const parts = [`${machine}; ${number(users)} managed users in the database.`];
  if (instances) return [...parts, ...instancesParts(instances)].join('\n\n');
  if (rows.length) parts.push(rowsTable(rows));
  if (ownRows.length) parts.push(ownRowsTable(ownRows));
  const processTable = [...memoryLines(memory), ...startLines(start)];
  parts.push(table(['', 'measured', 'aim'], processTable));
  if (sizes) parts.push(sizesTable(sizes, users));
  return parts.join('\n\n');
}

function rowsTable(rows) {
  const lines = rows.map(({ row, ours, other, ratio }) => [
    row.title,
    ...[ours, other].flatMap(({ perSecond, p50, p99 }) => [number(perSecond), fixed(p50, 1), fixed(p99, 1)]),
    fixed(ratio, 2),
    `≥ ${fixed(row.aim, 1)}${verdict(ratio >= row.aim)}`,
  ]);
  const figures = (who) => [`${who}: req/s`, 'p50 ms', 'p99 ms'];
  return table(['', ...figures('this server'), ...figures('hand-written'), 'ratio', 'aim'], lines);
}

function ownRowsTable(rows) {
  const lines = rows.map(({ row: { title, aim }, ours: { perSecond, p50, p99 } }) => [
    title,
    ...[number(perSecond), fixed(p50, 1), fixed(p99, 1)],
    `≥ ${aim.perSecond}, p99 < ${aim.p99}${verdict(perSecond >= aim.perSecond && p99 < aim.p99)}`,
  ]);
  return table(['', 'req/s', 'p50 ms', 'p99 ms', 'aim'], lines);
}

function instancesParts({ count, load, checks }) {
  const line = (title, { perSecond, p50, p99 }) => [title, number(perSecond), fixed(p50, 1), fixed(p99, 1)];
  return [
    `Mixed load through the balancer: ${MIX_TEXT}.`,
    table(['', 'req/s', 'p50 ms', 'p99 ms'], [line('1 server', load.other), line(`${count} servers`, load.ours)]),
    `${count} servers do ${fixed(load.ratio, 2)} times what one does. ${expectation(count)}`,
    checks.map(({ name, result }) => `- ${name}: ${result}.`).join('\n'),
  ];
}

/** What may be expected of so many servers on this machine. */
function expectation(count) {
  const cores = availableParallelism();
  const others = 'PostgreSQL, the balancer and the load generator';
  // Each server keeps one core busy, and so do the others together at least.
  if (cores > count + 3) return `Each server uses about one core, and ${others} share the rest of the ${cores}.`;
  return `Do not expect ${count} times: on ${cores} cores the servers compete with ${others}, and one server already leaves little of them idle.`;
}

function memoryLines({ ours, other }) {
  if (ours === null) return [];
  return [
    ['resident memory after the load', `${number(ours)} MB`, `< 200 MB${verdict(ours < 200)}`],
    ['… of the hand-written server', `${number(other)} MB`, ''],
  ];
}

function startLines(start) {
  if (!start) return [];
  const { first, warm } = start;
  return [
    [
      'first start (empty data folder) to the first answer',
      `${fixed(first / 1000, 2)} s`,
      `< 4 s${verdict(first < 4000)}`,
    ],
    ['later start to the first answer', `${fixed(warm / 1000, 2)} s`, `< 1.5 s${verdict(warm < 1500)}`],
  ];
}

function sizesTable(sizes, users) {
  const lines = sizes.map(({ row, ours, other, ratio }) => {
    // `ours` is the large database: its requests take so many times as long.
    const slower = 1 / ratio;
    return [row.title, fixed(other.p50, 1), fixed(ours.p50, 1), fixed(slower, 2), `≤ 1.2${verdict(slower <= 1.2)}`];
  });
  return table(['', 'p50 ms at 10,000 users', `at ${number(users)}`, 'time ratio', 'aim'], lines);
}

function table(head, lines) {
  const row = (cells) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, index) => (index === 0 ? '---' : '---:'));
  return [row(head), row(rule), ...lines.map(row)].join('\n');
}

/** Cores, processor, how busy it is already, Node and PostgreSQL in one line. */
export function describeMachine(postgresVersion) {
  const all = cpus();
  const busy = loadavg()[0].toFixed(1);
  const machine = `${all.length} cores (${all[0].model.trim()}; load ${busy} before the bench), Node ${process.version}`;
  return postgresVersion ? `${machine}, PostgreSQL ${postgresVersion}` : machine;
}
