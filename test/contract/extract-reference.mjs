// Writes reference.json: what an OpenAPI document says about the operations of some tags, without its texts.
//
//   node test/contract/extract-reference.mjs <openapi.json> [<tag> …]
//
// The file is written anew, with the tags that it has and those that are named.
import { readFile, writeFile } from 'node:fs/promises';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
/** The keywords of a schema that say something about values. */
const KEYWORDS = ['$ref', 'type', 'format', 'enum', 'nullable', 'required'];
const LISTS = ['oneOf', 'anyOf', 'allOf'];

const [path, ...further] = process.argv.slice(2);
if (!path) {
  console.error('usage: node test/contract/extract-reference.mjs <openapi.json> [<tag> …]');
  process.exit(2);
}
const target = new URL('reference.json', import.meta.url);
const tags = [...new Set([...JSON.parse(await readFile(target, 'utf8')).tags, ...further])];
const source = JSON.parse(await readFile(path, 'utf8'));
const schemas = {};

/** The schema without its texts; the schemas that it names are put into `schemas`. */
function structureOf(schema) {
  const result = {};
  for (const key of KEYWORDS) if (schema[key] !== undefined) result[key] = schema[key];
  for (const key of LISTS) if (schema[key]) result[key] = schema[key].map(structureOf);
  if (schema.items) result.items = structureOf(schema.items);
  if (typeof schema.additionalProperties === 'object') {
    result.additionalProperties = structureOf(schema.additionalProperties);
  }
  if (schema.properties) {
    result.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, property]) => [name, structureOf(property)]),
    );
  }
  const name = schema.$ref?.split('/').at(-1);
  if (name && !schemas[name]) {
    schemas[name] = {};
    schemas[name] = structureOf(source.components.schemas[name]);
  }
  return result;
}

const contentOf = (message) => Object.values(message?.content ?? {})[0]?.schema;

function operationOf(method, path, { operationId, parameters = [], requestBody, responses }) {
  const [status, response] = Object.entries(responses).find(([code]) => code.startsWith('2'));
  return {
    operationId,
    method,
    path,
    parameters: parameters.map(({ name, in: place, required = false, schema }) => ({
      name,
      in: place,
      required,
      schema: structureOf(schema ?? {}),
    })),
    body: contentOf(requestBody) && structureOf(contentOf(requestBody)),
    status,
    response: contentOf(response) && structureOf(contentOf(response)),
  };
}

const operations = Object.entries(source.paths).flatMap(([path, methods]) =>
  METHODS.filter((method) => methods[method]?.tags?.some((tag) => tags.includes(tag))).map((method) =>
    operationOf(method, path, methods[method]),
  ),
);
await writeFile(target, JSON.stringify({ tags, operations, schemas }, null, 1) + '\n');
console.log(`${operations.length} operations and ${Object.keys(schemas).length} schemas`);
