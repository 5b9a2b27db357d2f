import { parseArgs } from 'node:util';
import { OWN_ROWS, ROWS } from './rows.js';

const namesOf = (rows) => rows.map(({ name }) => name).join(', ');

const HELP = `Usage: npm run bench -- [options]

Measures this server beside a hand-written Express and pg server that does the same SQL on the same PostgreSQL; or, with
--instances, several of our servers behind a balancer beside one.

  --rows <names>       comma-separated: ${namesOf([...ROWS, ...OWN_ROWS])} (default: all)
  --rounds <N>         rounds of each server in each row (default: 6)
  --seconds <N>        length of a round (default: 3)
  --connections <N>    requests under way at any time (default: 20)
  --users <N>          managed users in the database (default: 10000); with more than 10000 the reads are also
                       compared with a second database of 10000 users
  --instances <N>      compare so many servers on one database with one, under a mixed load, and check that tokens,
                       rate limits and idempotency hold across them
  --json <file>        also write the figures there
  --no-start           leave out the start-up times
  --help               show this`;

/** What a run shall do, from the words behind `npm run bench --`. Null when only help was asked for, which it prints. */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string' },
      rounds: { type: 'string', default: '6' },
      seconds: { type: 'string', default: '3' },
      connections: { type: 'string', default: '20' },
      users: { type: 'string', default: '10000' },
      instances: { type: 'string' },
      json: { type: 'string' },
      'no-start': { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(HELP);
    return null;
  }
  const rows = values.rows === undefined ? [...ROWS, ...OWN_ROWS] : values.rows.split(',').map(rowNamed);
  return {
    rows: rows.filter((row) => !OWN_ROWS.includes(row)),
    ownRows: rows.filter((row) => OWN_ROWS.includes(row)),
    rounds: whole('rounds', values.rounds, 1),
    seconds: whole('seconds', values.seconds, 1),
    connections: whole('connections', values.connections, 1),
    users: whole('users', values.users, 100),
    instances: values.instances === undefined ? null : whole('instances', values.instances, 2),
    json: values.json,
    measureStart: !values['no-start'],
  };
}

function rowNamed(name) {
  const all = [...ROWS, ...OWN_ROWS];
  const row = all.find((candidate) => candidate.name === name.trim());
  if (!row) throw new Error(`--rows: there is no row ${name}; there are ${namesOf(all)}`);
  return row;
}

function whole(name, text, min) {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < min) throw new Error(`--${name} must be a whole number, at least ${min}`);
  return number;
}
