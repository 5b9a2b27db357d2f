import { HttpException } from '@nestjs/common';
import { STATUS_CODES } from 'node:http';

/** The code of refusals by the core of the original, which sends them without the envelope. */
export const CORE_ERROR = 'HttpError';

interface ErrorBody {
  code: string;
  message: string;
  details?: unknown;
}

/**
 * The one error of the API. Carries the status and the `error` object of the envelope; the filter adds the rest.
 * Headers are sent along with it.
 */
export class ApiError extends HttpException {
  constructor(
    status: number,
    readonly body: ErrorBody,
    readonly headers: Record<string, string> = {},
  ) {
    super(body, status);
    this.message = body.message;
  }

  static badRequest(message: string): ApiError {
    return ApiError.named(400, 'BadRequestException', message);
  }

  // compat: errors.hint — a hint stands where the word of the status is otherwise, and the message ends in a colon.
  /** A refusal whose message ends where a list begins, which is in `details.error`. */
  static withHint(message: string, hint: string): ApiError {
    return new ApiError(400, {
      code: 'BadRequestException',
      message,
      details: { message, error: hint, statusCode: 400 },
    });
  }

  /** What a check of the original's says of something that the operator did not set up. */
  static notConfigured(): ApiError {
    return new ApiError(400, { code: 'BAD_REQUEST', message: ' - Required, ' });
  }

  static unauthorized(message: string): ApiError {
    return ApiError.named(401, 'UnauthorizedException', message);
  }

  static forbidden(message: string): ApiError {
    return ApiError.named(403, 'ForbiddenException', message);
  }

  static notFound(message: string): ApiError {
    return ApiError.named(404, 'NotFoundException', message);
  }

  static conflict(message: string): ApiError {
    return ApiError.named(409, 'ConflictException', message);
  }

  static unprocessable(message: string): ApiError {
    return ApiError.named(422, 'UnprocessableEntityException', message);
  }

  /** A refusal of the core of the original: the message is mostly a key, such as `booking_limit_reached`. */
  static core(status: number, message: string): ApiError {
    return new ApiError(status, { code: CORE_ERROR, message });
  }

  /** A refusal by an inner interface of the original, which has one code for all statuses. */
  static trpc(status: number, message: string): ApiError {
    return new ApiError(status, { code: 'TRPCError', message });
  }

  /** An expired access token: a status of its own, on which clients refresh. `details` is a text here. */
  static tokenExpired(): ApiError {
    const message = 'ACCESS_TOKEN_IS_EXPIRED';
    return new ApiError(498, { code: 'TokenExpiredException', message, details: message });
  }

  /** Above the rate limit. `details` is a text here. */
  static tooManyRequests(headers: Record<string, string>): ApiError {
    const message = 'CustomThrottlerGuard - Too many requests. Please try again later.';
    return new ApiError(429, { code: 'ThrottlerException', message, details: message }, headers);
  }

  /** A unique index refused the row. */
  static alreadyExists(): ApiError {
    return new ApiError(409, {
      code: 'CONFLICT',
      message: 'Invalid Input: Trying to create a record that already exists.',
    });
  }

  static recordNotFound(): ApiError {
    return new ApiError(404, { code: 'NOT_FOUND', message: 'Invalid Query: The requested record was not found.' });
  }

  static invalidReference(): ApiError {
    return new ApiError(400, { code: 'BAD_REQUEST', message: 'Invalid input: The referenced data does not exist.' });
  }

  /** The request holds a text or a number that no column can hold. */
  static unstorable(): ApiError {
    // improve: errors.bad-data — the original answers 500.
    const message = 'Invalid input: A value has a form or a size that cannot be stored.';
    return new ApiError(400, { code: 'BAD_REQUEST', message });
  }

  /** The database cannot be reached, did not answer in time, or gave up on the work: nothing was changed. */
  static unavailable(): ApiError {
    // improve: errors.database-away — the original answers 500.
    const message = 'There was an error, please try again later.';
    return new ApiError(503, { code: 'SERVICE_UNAVAILABLE', message }, { 'Retry-After': '2' });
  }

  static internal(): ApiError {
    const message = 'There was an error, please try again later.';
    return new ApiError(500, { code: 'INTERNAL_SERVER_ERROR', message });
  }

  /** An error whose `details` repeat the message, the status and its word. */
  private static named(status: number, code: string, message: string): ApiError {
    return new ApiError(status, { code, message, details: threeKeyDetails(status, message) });
  }
}

/** The `details` of every error that is not special. */
export function threeKeyDetails(status: number, message: string): object {
  return { message, error: statusWord(status), statusCode: status };
}

/** The words that HTTP has for a status. */
export function statusWord(status: number): string {
  return STATUS_CODES[status] ?? 'Error';
}
