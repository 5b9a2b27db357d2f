import type { OpenAPIObject } from '@nestjs/swagger';
import { STATUS_CODES } from 'node:http';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;
type Response = { description?: string; content?: object };
type Parameter = { name: string; in: string; description?: string; schema?: { type?: string } };

/** Parameters that many routes have. */
const PARAMETERS: Record<string, string> = {
  clientId: 'Id of the OAuth client.',
  userId: 'Id of the managed user.',
  webhookId: 'Id of the webhook.',
  limit: 'At most so many.',
  take: 'At most so many: 1 to 250, 250 by default.',
  skip: 'Leaves out so many at the start.',
};

interface ErrorKind {
  description: string;
  /** What `error` says in the example. */
  code: string;
  message: string;
}

const ERRORS: Record<number, ErrorKind> = {
  400: {
    description:
      'Something in the request is not valid; for a body or a query `error.details.errors` names the fields.',
    code: 'BadRequestException',
    message: 'Bad Request Exception',
  },
  401: {
    description: 'There are no credentials, or wrong ones.',
    code: 'UnauthorizedException',
    message: 'ApiAuthStrategy - oAuth client - Invalid client secret',
  },
  403: {
    description: 'The credentials are right but do not allow this.',
    code: 'ForbiddenException',
    message: 'OrganizationRolesGuard - User must have one of the roles: ADMIN, OWNER.',
  },
  404: {
    description: 'What the path names does not exist, or belongs to somebody else.',
    code: 'NotFoundException',
    message: 'OAuthClientGuard - OAuth client not found.',
  },
  409: {
    description: 'There is one already.',
    code: 'ConflictException',
    message: 'User with the provided e-mail already exists. Existing user ID=7',
  },
  422: {
    description: 'The `Idempotency-Key` was used for another request.',
    code: 'UnprocessableEntityException',
    message: 'Idempotency-Key was already used for another request',
  },
  429: {
    description: 'Too many requests: the header `Retry-After` says in how many seconds to come back.',
    code: 'ThrottlerException',
    message: 'CustomThrottlerGuard - Too many requests. Please try again later.',
  },
  500: {
    description: 'A fault of the server. Its log tells the cause under the id in the header `X-Request-Id`.',
    code: 'INTERNAL_SERVER_ERROR',
    message: 'There was an error, please try again later.',
  },
  503: {
    description: 'The database is away for the moment: try again, with the same `Idempotency-Key` if there was one.',
    code: 'SERVICE_UNAVAILABLE',
    message: 'There was an error, please try again later.',
  },
};

/** Says of every operation what is the same for all, so that controllers only say what is special about theirs. */
export function describeOperations(document: OpenAPIObject): void {
  for (const item of Object.values(document.paths)) {
    for (const operation of [item.get, item.post, item.put, item.patch, item.delete]) {
      if (operation) describe(operation);
    }
  }
}

function describe(operation: Operation): void {
  const parameters = (operation.parameters ?? []) as Parameter[];
  for (const parameter of parameters) parameter.description ||= PARAMETERS[parameter.name];
  const takesSecret = parameters.some(({ name }) => name === 'x-cal-secret-key');
  // Either of the two will do. A public route says `@ApiSecurity({})`.
  operation.security ??= [...(takesSecret ? [{ clientSecret: [] }] : []), { bearer: [] }];
  const responses = operation.responses as Record<number, Response>;
  for (const status of errorsOf(operation, parameters)) responses[status] ??= {};
  for (const [status, response] of Object.entries(responses)) {
    const error = ERRORS[Number(status)];
    response.description ||= error?.description ?? STATUS_CODES[status] ?? '';
    if (error) response.content ??= errorContent(error);
  }
}

function errorContent({ code, message }: ErrorKind): object {
  const example = { status: 'error', timestamp: '2026-11-20T21:48:59.922Z', path: '/v2/…', error: { code, message } };
  return { 'application/json': { schema: { $ref: '#/components/schemas/ErrorResponse' }, example } };
}

/** The errors that follow from what an operation takes; others are declared at the controller. */
function errorsOf(operation: Operation, parameters: Parameter[]): number[] {
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  const isIdempotent = parameters.some(({ name }) => name === 'Idempotency-Key');
  const hasInput =
    operation.requestBody !== undefined ||
    parameters.some((parameter) => parameter.in === 'query') ||
    inPath.some(({ schema }) => schema?.type === 'number');
  const isPublic = operation.security?.every((scheme) => Object.keys(scheme).length === 0);
  const statuses = isPublic ? [429, 500, 503] : [401, 403, 429, 500, 503];
  if (hasInput) statuses.push(400);
  if (inPath.length > 0) statuses.push(404);
  if (isIdempotent) statuses.push(422);
  return statuses;
}
