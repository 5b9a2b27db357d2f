import { readFile } from 'node:fs/promises';
import request from 'supertest';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { differences, type Reference } from './differences.js';
import type { OpenApiDocument } from './openapi.js';

/** What can be unknown of bookings, in every shape. */
const NULL_IN_BOOKINGS = [
  ...['BookingOutput', 'RecurringBookingOutput', 'GetSeatedBookingOutput', 'GetRecurringSeatedBookingOutput'],
  ...['CreateSeatedBookingOutput', 'CreateRecurringSeatedBookingOutput'],
].flatMap((shape) =>
  ['description', 'rescheduledByEmail', 'eventTypeId', 'eventType', 'meetingUrl', 'location', 'rating'].map(
    (property) => `${shape}_2024_08_13.${property}: nullable is true instead of false`,
  ),
);

/** Where the published document is more exact than the reference, on purpose: both servers send these nulls. */
const MORE_EXACT = [
  ...NULL_IN_BOOKINGS,
  'UserOooOutputDto.toUserId: nullable is true instead of false',
  'UserOooOutputDto.notes: nullable is true instead of false',
  'ManagedUserOutput.locale: nullable is true instead of false',
  'OAuthClientWebhookOutputDto.payloadTemplate: nullable is true instead of false',
  'OAuthClientWebhookOutputDto.secret: nullable is true instead of false',
  'PlatformOAuthClientDto.logo: nullable is true instead of false',
  'MeOutput.username: nullable is true instead of false',
  'MeOutput.timeFormat: nullable is true instead of false',
  // Always sent, by both.
  'OAuth2ClientDto.redirect_uris: required, but not in the reference',
];

describe('the published OpenAPI document', () => {
  let app: TestApp;
  let document: OpenApiDocument;
  let reference: Reference;

  beforeAll(async () => {
    app = await startTestApp();
    document = (await request(app.url).get('/docs-json').expect(200)).body;
    reference = JSON.parse(await readFile(new URL('reference.json', import.meta.url), 'utf8'));
  });
  afterAll(() => app.close());

  it('describes every operation of the reference in the same way', () => {
    expect(reference.operations.length).toBeGreaterThanOrEqual(23);
    expect(differences(reference, document).sort()).toEqual(MORE_EXACT.toSorted());
  });

  // One small break for each kind of fact: the comparison must see it.
  it.each<[string, (broken: OpenApiDocument) => void, string]>([
    [
      'an operation',
      ({ paths }) => delete paths['/v2/oauth/{clientId}/refresh'],
      'POST /v2/oauth/{clientId}/refresh: missing',
    ],
    [
      'an operation id',
      ({ paths }) => (paths['/v2/oauth/{clientId}/refresh']!['post']!.operationId = 'x'),
      'POST /v2/oauth/{clientId}/refresh: operationId is "x" instead of "OAuthFlowController_refreshTokens"',
    ],
    [
      'a parameter',
      ({ paths }) => (paths['/v2/oauth/{clientId}/refresh']!['post']!.parameters = []),
      'POST /v2/oauth/{clientId}/refresh path clientId: missing',
    ],
    [
      'a body',
      ({ paths }) => delete paths['/v2/oauth/{clientId}/refresh']!['post']!.requestBody,
      'POST /v2/oauth/{clientId}/refresh body: missing',
    ],
    [
      'a property',
      ({ components }) => delete components.schemas['KeysDto']!.properties!['accessToken'],
      'KeysDto.accessToken: missing',
    ],
    [
      'a type',
      ({ components }) => (components.schemas['KeysDto']!.properties!['accessToken']!.type = 'number'),
      'KeysDto.accessToken: type is "number" instead of "string"',
    ],
    [
      'a value of an enum',
      ({ components }) => components.schemas['CreateManagedUserInput']!.properties!['timeFormat']!.enum!.pop(),
      'CreateManagedUserInput.timeFormat: enum is [12] instead of [12,24]',
    ],
    [
      'nullability',
      ({ components }) => delete components.schemas['ManagedUserOutput']!.properties!['bio']!.nullable,
      'ManagedUserOutput.bio: nullable is false instead of true',
    ],
    [
      'a required flag',
      ({ components }) => components.schemas['CreateManagedUserInput']!.required!.pop(),
      'CreateManagedUserInput.name: required is false instead of true',
    ],
  ])('is found out when it differs in %s', (_, breakIt, difference) => {
    const broken = structuredClone(document);
    breakIt(broken);
    expect(differences(reference, broken)).toContain(difference);
  });
});
