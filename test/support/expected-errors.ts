import type { Response } from 'supertest';

/** The status and the `error` object of a refusal, keys in the order in which they are sent. */
export interface ExpectedError {
  status: number;
  error: { code: string; message: string; details?: unknown };
}

const named =
  (status: number, code: string, word: string) =>
  (message: string): ExpectedError => ({
    status,
    error: { code, message, details: { message, error: word, statusCode: status } },
  });

export const badRequest = named(400, 'BadRequestException', 'Bad Request');
export const unauthorized = named(401, 'UnauthorizedException', 'Unauthorized');
export const forbidden = named(403, 'ForbiddenException', 'Forbidden');
export const notFound = named(404, 'NotFoundException', 'Not Found');
export const conflict = named(409, 'ConflictException', 'Conflict');
export const unprocessable = named(422, 'UnprocessableEntityException', 'Unprocessable Entity');

export const notInClient = (userId: number): ExpectedError =>
  notFound(`User with ID ${userId} is not part of this OAuth client.`);

export const alreadyExists = (userId: number): ExpectedError =>
  conflict(`User with the provided e-mail already exists. Existing user ID=${userId}`);

/** @param address as it would have been stored. */
export const notAnAddress = (address: string): ExpectedError => ({
  status: 400,
  error: { code: 'TRPCError', message: `Invite failed because ${address} is not a valid email address` },
});

/** Checks the whole answer, the order of its keys included. */
export function expectError({ status, body }: Pick<Response, 'status' | 'body'>, expected: ExpectedError): void {
  expect(Object.keys(body)).toEqual(['status', 'timestamp', 'path', 'error']);
  expect({ status, error: JSON.stringify(body.error) }).toEqual({
    status: expected.status,
    error: JSON.stringify(expected.error),
  });
}

/** One failed property in the list of a refused body or query. */
export interface FailedProperty {
  target: Record<string, unknown>;
  value?: unknown;
  property: string;
  children: unknown[];
  /** Texts by rule. */
  constraints: Record<string, string>;
}

/** Checks that the answer refuses a body or query, and gives what it finds wrong there. */
export function failedProperties({ status, body }: Pick<Response, 'status' | 'body'>): FailedProperty[] {
  expect({ status, code: body.error?.code, message: body.error?.message }).toEqual({
    status: 400,
    code: 'BadRequestException',
    message: 'Bad Request Exception',
  });
  return body.error.details.errors as FailedProperty[];
}
