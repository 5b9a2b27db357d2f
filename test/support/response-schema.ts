import { Ajv, type ValidateFunction } from 'ajv';
import request, { type Response } from 'supertest';
import { type OpenApiDocument, operationsOf, type Schema } from '../contract/openapi.js';
import type { TestApp } from './test-app.js';

/** Compares answers with what the published OpenAPI document promises. */
export interface ResponseSchemas {
  /**
   * Throws when the answer's route, status or body is not as documented. A property that is not documented counts as wrong,
   * so nothing leaks unseen.
   */
  check(response: Response): void;
  /** The operations with this tag of which no successful answer was checked so far, as operation ids. */
  unchecked(tag: string): string[];
}

/** Reads the document of the application. */
export async function responseSchemas({ url }: TestApp): Promise<ResponseSchemas> {
  const { text } = await request(url).get('/docs-json').expect(200);
  const document = JSON.parse(text, (_, value: unknown) => asJsonSchema(value)) as OpenApiDocument;
  // The document repeats a slip of the original's (webhooks.id-type in docs/compatibility.md): the id is a text.
  for (const name of ['OAuthClientWebhookOutputDto', 'UserWebhookOutputDto']) {
    const webhook = document.components.schemas[name];
    if (webhook?.properties) webhook.properties['id'] = { type: 'string' };
  }
  // And another: what is null without a secret and a template.
  const ofUser = document.components.schemas['UserWebhookOutputDto']?.properties;
  for (const name of ['secret', 'payloadTemplate']) if (ofUser?.[name]) ofUser[name].nullable = true;
  // And two of bookings: there is no object either.
  for (const name of ['CalendarLinksOutput_2024_08_13', 'BookingReferencesOutput_2024_08_13']) {
    const output = document.components.schemas[name];
    if (output?.properties) output.properties['status'] = { type: 'string' };
  }
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema(document, 'openapi');
  const operations = operationsOf(document).map(({ method, path, operation }) => ({
    method: method.toUpperCase(),
    path,
    pattern: new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`),
    operation,
  }));
  const seen = new Set<string>();

  const validatorOf = (path: string, method: string, status: number): ValidateFunction => {
    const keys = ['paths', path, method.toLowerCase(), 'responses', String(status), 'content', 'application/json'];
    const pointer = [...keys, 'schema'].map((key) => encodeURIComponent(key.replace(/~/g, '~0').replace(/\//g, '~1')));
    return ajv.compile({ $ref: `openapi#/${pointer.join('/')}` });
  };

  return {
    check(response) {
      const { method, url: called } = response.request as { method: string; url: string };
      const { pathname } = new URL(called);
      const found = operations.find((candidate) => candidate.method === method && candidate.pattern.test(pathname));
      const answer = `${method} ${pathname} ${response.status}`;
      if (!found) throw new Error(`${answer}: the route is not documented`);
      if (!found.operation.responses[response.status]) throw new Error(`${answer}: the status is not documented`);
      const validate = validatorOf(found.path, method, response.status);
      if (!validate(response.body))
        throw new Error(`${answer}: ${ajv.errorsText(validate.errors, { dataVar: 'body' })}`);
      if (response.ok) seen.add(found.operation.operationId);
    },
    unchecked(tag) {
      const tagged = operations.filter(({ operation }) => operation.tags?.includes(tag));
      if (tagged.length === 0) throw new Error(`no operation has the tag ${tag}`);
      return tagged.map(({ operation }) => operation.operationId).filter((id) => !seen.has(id));
    },
  };
}

/**
 * What OpenAPI 3.0 leaves unsaid, said for a validator: an enum that is nullable contains null, null is a schema by name that
 * is nullable, and an object has no other properties than those that are named.
 */
function asJsonSchema(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const schema = value as Schema;
  if (schema.nullable && Array.isArray(schema.enum)) schema.enum = [...schema.enum, null];
  if (schema.nullable && schema.allOf) return { anyOf: [{ allOf: schema.allOf }, { type: 'null' }] };
  if (schema.type === 'object' && schema.properties) schema.additionalProperties ??= false;
  return schema;
}
