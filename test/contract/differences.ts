import { contentOf, type OpenApiDocument, type Parameter, type Schema } from './openapi.js';

/** What test/contract/reference.json holds. */
export interface Reference {
  operations: ReferenceOperation[];
  schemas: Record<string, Schema>;
}

interface ReferenceOperation {
  operationId: string;
  method: string;
  path: string;
  parameters: Parameter[];
  body?: Schema;
  status: string;
  response?: Schema;
}

/**
 * Every way in which the document says something else than the reference, as `<where>: <what>`. More than the reference
 * has (operations, optional parameters, properties, statuses) is no difference.
 */
export function differences(reference: Reference, document: OpenApiDocument): string[] {
  return [
    ...reference.operations.flatMap((operation) => operationDifferences(operation, document)),
    ...Object.entries(reference.schemas).flatMap(([name, schema]) =>
      schemaDifferences(name, schema, document.components.schemas[name]),
    ),
  ];
}

function operationDifferences(wanted: ReferenceOperation, document: OpenApiDocument): string[] {
  const where = `${wanted.method.toUpperCase()} ${wanted.path}`;
  const found = document.paths[wanted.path]?.[wanted.method];
  if (!found) return [`${where}: missing`];
  const status = Object.keys(found.responses).find((code) => code.startsWith('2'));
  return [
    ...valueDifference(where, 'operationId', wanted.operationId, found.operationId),
    ...valueDifference(where, 'status', wanted.status, status),
    ...parameterDifferences(where, wanted.parameters, found.parameters ?? []),
    ...schemaDifferences(`${where} body`, wanted.body, contentOf(found.requestBody)),
    ...schemaDifferences(`${where} response`, wanted.response, contentOf(found.responses[wanted.status])),
  ];
}

function parameterDifferences(where: string, wanted: Parameter[], found: Parameter[]): string[] {
  const isSame = (one: Parameter, other: Parameter): boolean => one.name === other.name && one.in === other.in;
  const known = wanted.flatMap((parameter) => {
    const place = `${where} ${parameter.in} ${parameter.name}`;
    const ours = found.find((candidate) => isSame(candidate, parameter));
    if (!ours) return [`${place}: missing`];
    return [
      ...valueDifference(place, 'required', parameter.required ?? false, ours.required ?? false),
      ...schemaDifferences(place, parameter.schema, ours.schema),
    ];
  });
  const demanded = found.filter((ours) => ours.required && !wanted.some((parameter) => isSame(parameter, ours)));
  return [...known, ...demanded.map((ours) => `${where} ${ours.in} ${ours.name}: required, but not in the reference`)];
}

function schemaDifferences(where: string, reference: Schema | undefined, document: Schema | undefined): string[] {
  if (!reference) return [];
  if (!document) return [`${where}: missing`];
  const wanted = unwrapped(reference);
  const found = unwrapped(document);
  const differing = [
    ...valueDifference(where, '$ref', wanted.$ref, found.$ref),
    ...valueDifference(where, 'type', wanted.type, found.type),
    ...valueDifference(where, 'nullable', wanted.nullable ?? false, found.nullable ?? false),
    ...valueDifference(where, 'enum', sorted(wanted.enum), sorted(found.enum)),
    ...requiredDifferences(where, wanted, found),
    ...schemaDifferences(`${where}[]`, wanted.items, found.items),
  ];
  for (const kind of ['oneOf', 'anyOf', 'allOf'] as const) {
    wanted[kind]?.forEach((option, index) => {
      differing.push(...schemaDifferences(`${where} ${kind} ${index}`, option, found[kind]?.[index]));
    });
  }
  for (const [name, property] of Object.entries(wanted.properties ?? {})) {
    differing.push(...schemaDifferences(`${where}.${name}`, property, found.properties?.[name]));
  }
  return differing;
}

function requiredDifferences(where: string, wanted: Schema, found: Schema): string[] {
  const names = Object.keys(wanted.properties ?? {});
  const isRequired = (schema: Schema, name: string): boolean => schema.required?.includes(name) ?? false;
  const demanded = (found.required ?? []).filter((name) => !names.includes(name) && !isRequired(wanted, name));
  return [
    ...names.flatMap((name) =>
      valueDifference(`${where}.${name}`, 'required', isRequired(wanted, name), isRequired(found, name)),
    ),
    ...demanded.map((name) => `${where}.${name}: required, but not in the reference`),
  ];
}

function valueDifference(where: string, facet: string, wanted: unknown, found: unknown): string[] {
  const [expected, actual] = [JSON.stringify(wanted), JSON.stringify(found)];
  return expected === actual ? [] : [`${where}: ${facet} is ${actual} instead of ${expected}`];
}

/** A list of one alternative is that alternative. */
function unwrapped(schema: Schema): Schema {
  const options = schema.allOf ?? schema.oneOf;
  return options?.length === 1 ? { ...unwrapped(options[0] as Schema), nullable: schema.nullable } : schema;
}

const sorted = (values: unknown[] | undefined): unknown[] | undefined => values && [...values].sort();
