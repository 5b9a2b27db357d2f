import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { describeOperations } from './describe-operations.js';
import { ErrorResponse } from './error-response.dto.js';

const DESCRIPTION = `
Users whom your own product manages: create them, change them, and get tokens with which your product acts for each of them.
The wire format is that of Cal.com Platform API v2, so clients made for one work with the other.

**Credentials.** Your back end sends either the secret of its OAuth client in \`x-cal-secret-key\`, or an API key of an owner or
administrator of the organization as \`Authorization: Bearer …\`. When both are there, the secret counts.

**Answers.** A success is \`{"status":"success","data":…}\`. Every error is \`{"status":"error","timestamp":…,"path":…,"error":{"code":…,"message":…}}\`.
Every answer carries an \`X-Request-Id\` that finds it in the log. An expired access token is answered with status 498.

**Limits.** The headers \`X-RateLimit-Limit-Default\`, \`X-RateLimit-Remaining-Default\` and \`X-RateLimit-Reset-Default\` (seconds) say where
a caller stands.

**Versions.** The header \`cal-api-version\` chooses the shape of schedules and event types; the other routes answer all its values alike.
`;

/** Names that begin with a word about the original: generated clients are sorted by them. */
const TAGS: [name: string, description: string][] = [
  [
    'Deprecated: Platform / Managed Users',
    'The users of your product. The first word is part of a name; nothing here is going away.',
  ],
  ['Deprecated: Platform OAuth Clients', 'The integrations of your organization. Nothing here is going away either.'],
];

/** The OpenAPI description of everything that the application serves. */
export function createOpenApiDocument(app: INestApplication, serverUrl: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Managed Users Server')
    .setDescription(DESCRIPTION.trim())
    .setVersion('1.0.0')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer(serverUrl)
    .addApiKey(
      {
        type: 'apiKey',
        in: 'header',
        name: 'x-cal-secret-key',
        description: 'Secret of the OAuth client in the path.',
      },
      'clientSecret',
    )
    .addBearerAuth({ type: 'http', description: 'An API key; for what a user does itself, its access token.' });
  for (const [name, description] of TAGS) config.addTag(name, description);
  const document = SwaggerModule.createDocument(app, config.build(), {
    operationIdFactory: (controller, method) => `${controller}_${method}`,
    extraModels: [ErrorResponse],
  });
  describeOperations(document);
  return document;
}
