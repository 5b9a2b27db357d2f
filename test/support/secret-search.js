// Plain JavaScript, because the global teardown uses it, which Jest loads without its resolver.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** A piece of this many bytes is enough to know a secret by. */
const WINDOW = 16;
/** Fewer different characters than this are no random text: a test may have chosen `aaaaaaaaaaaaaaaa`. */
const VARIETY = 6;
/** The filter has 2 to the power of this many bits, two of them for each piece: those that its rolling hash leads to. */
const FILTER_BITS = 24;
const SHIFT = 32 - FILTER_BITS;
const [SPREAD, OTHER_SPREAD] = [0x9e3779b1, 0x85ebca6b];
/** Multiplier of the rolling hash, and its power for the byte that leaves the window; both modulo 2^32. */
const FACTOR = 0x01000193;
const LEAVING = Array.from({ length: WINDOW - 1 }).reduce((power) => Math.imul(power, FACTOR), 1);

/** Finds any of many secrets in a text or in bytes, in one pass however many there are. */
export class SecretSearch {
  /** The ends of all forms of all secrets, and a filter that nearly all other bytes do not pass. */
  #endings = new Set();
  #filter = new Uint8Array(2 ** (FILTER_BITS - 3));

  /** @param {Iterable<string>} secrets */
  constructor(secrets) {
    for (const secret of secrets) {
      if (new Set(secret.slice(-WINDOW)).size >= VARIETY) for (const form of formsOf(secret)) this.#add(form);
    }
  }

  /** Whether a secret, or a good part of one, is in it. */
  isIn(bytes) {
    const data = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes);
    const filter = this.#filter;
    let rolling = 0;
    for (let end = 0; end < data.length; end++) {
      if (end >= WINDOW) rolling -= Math.imul(data[end - WINDOW], LEAVING);
      rolling = (Math.imul(rolling, FACTOR) + data[end]) | 0;
      // Nearly every place ends here.
      const slot = Math.imul(rolling, SPREAD) >>> SHIFT;
      if ((filter[slot >>> 3] & (1 << (slot & 7))) === 0) continue;
      const other = Math.imul(rolling, OTHER_SPREAD) >>> SHIFT;
      if ((filter[other >>> 3] & (1 << (other & 7))) === 0 || end < WINDOW - 1) continue;
      if (this.#endings.has(data.latin1Slice(end + 1 - WINDOW, end + 1))) return true;
    }
    return false;
  }

  #add(form) {
    if (form.length < WINDOW) return;
    const start = form.length - WINDOW;
    this.#endings.add(form.latin1Slice(start, form.length));
    let rolling = 0;
    for (let index = start; index < form.length; index++) rolling = (Math.imul(rolling, FACTOR) + form[index]) | 0;
    for (const spread of [SPREAD, OTHER_SPREAD]) {
      const slot = Math.imul(rolling, spread) >>> SHIFT;
      this.#filter[slot >>> 3] |= 1 << (slot & 7);
    }
  }
}

/** The ways in which a secret may be written down: as it is, encoded once more, and the bytes that it encodes. */
function formsOf(secret) {
  const text = Buffer.from(secret);
  const decoded = decode(secret);
  const encoded = [text.toString('hex'), wholeGroups(text), decoded.toString('hex'), wholeGroups(decoded)];
  const forms = encoded.flatMap((form) => [form, form.replace(/\+/g, '-').replace(/\//g, '_')]);
  return [text, decoded, ...forms.map((form) => Buffer.from(form))];
}

/** The bytes behind an API key, and behind the last part of a token. */
function decode(secret) {
  const [hex] = /([\da-f]{2}){16,}$/i.exec(secret) ?? [];
  return hex ? Buffer.from(hex, 'hex') : Buffer.from(secret.slice(secret.lastIndexOf('.') + 1), 'base64url');
}

/** Base64 without the last characters, which depend on what follows. */
const wholeGroups = (bytes) => bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64');

/**
 * Searches every column of every table of every database of the server.
 *
 * @param {string} url of any of its databases.
 * @returns {Promise<string[]>} where secrets are, `table.column`; never the secrets.
 */
export async function searchDatabases(url, search) {
  const databases = await onDatabase(url, (client) =>
    client.query('SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate'),
  );
  const found = new Set();
  for (const { datname } of databases.rows) {
    const address = new URL(url);
    address.pathname = `/${datname}`;
    for (const place of await searchDatabase(address.href, search)) found.add(place);
  }
  return [...found];
}

/** The same for the tables of one database. */
export function searchDatabase(url, search) {
  return onDatabase(url, async (client) => {
    const { rows: columns } = await client.query(
      `SELECT format('%I.%I', c.table_schema, c.table_name) AS source, c.table_name AS "table", c.column_name AS name,
         quote_ident(c.column_name) AS quoted, c.data_type = 'bytea' AS "isBinary"
       FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE t.table_type = 'BASE TABLE' AND c.table_schema NOT IN ('pg_catalog', 'information_schema')
       ORDER BY 1, 3`,
    );
    const found = [];
    for (const { source, table, name, quoted, isBinary } of columns) {
      const all = isBinary ? `string_agg(${quoted}, '\\x0a')` : `string_agg(${quoted}::text, E'\\n')`;
      const { rows } = await client.query(`SELECT ${all} AS all FROM ${source}`);
      if (rows[0].all !== null && search.isIn(rows[0].all)) found.push(`${table}.${name}`);
    }
    return found;
  });
}

async function onDatabase(connectionString, work) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Searches what the tests of this run left behind: the databases, and the logs of the applications.
 *
 * @param {string} folder where the tests wrote down what was issued and logged.
 * @returns {Promise<string[]>} one line for each place.
 */
export async function searchAfterTests(url, folder) {
  const files = await readdir(folder);
  const contents = (prefix) =>
    Promise.all(files.filter((file) => file.startsWith(prefix)).map((file) => readFile(join(folder, file))));
  const lines = Buffer.concat(await contents('secrets-'))
    .toString()
    .split('\n');
  const search = new SecretSearch(new Set(lines));
  const places = await searchDatabases(url, search);
  const logs = Buffer.concat(await contents('logs-')).toString();
  for (const line of logs.split('\n')) {
    if (search.isIn(line)) places.push(`a log line of the route ${routeIn(line)}`);
  }
  return [...new Set(places)];
}

function routeIn(line) {
  return /"route":"([^"]*)"/.exec(line)?.[1] ?? 'unknown';
}
