import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Request, Response } from 'express';
import { databaseErrorToApiError } from '../database/database-error.js';
import { ApiError, CORE_ERROR, statusWord, threeKeyDetails } from './api-error.js';
import { loggableError } from './loggable-error.js';
import type { Logger } from './logger.js';
import { requestIdOf } from './request-id.js';

/** The only place that writes an error body. The cause of a 5xx goes to the log, never to the caller. */
@Catch()
export class ApiErrorFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const known = knownError(exception);
    const error = known ?? ApiError.internal();
    const status = error.getStatus();
    if (status >= 500) {
      this.logger.error({ requestId: requestIdOf(response), error: loggableError(exception) }, 'request failed');
    }
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response
      .set(error.headers)
      .status(status)
      // The route may have announced another type for its success.
      .type('json')
      .json({
        status: 'error',
        timestamp: new Date().toISOString(),
        path: request.baseUrl + request.url,
        error: error.body,
        ...legacyKeys(known, error),
      });
  }
}

/** The answer for an error that has one of its own; null for those that nobody foresaw. */
function knownError(exception: unknown): ApiError | null {
  if (exception instanceof ApiError) return exception;
  if (exception instanceof HttpException) return fromFramework(exception);
  return databaseErrorToApiError(exception);
}

/** For the errors of the router and the body parser. */
function fromFramework(exception: HttpException): ApiError {
  const { message } = exception;
  const status = exception.getStatus();
  const body = exception.getResponse();
  // Those that the body parser throws have no class, and their body is a text.
  const hasClass = typeof body === 'object';
  const code = hasClass ? exception.name : `${statusWord(status).replace(/\W/g, '')}Exception`;
  return new ApiError(status, { code, message, details: hasClass ? body : threeKeyDetails(status, message) });
}

/** compat: errors.envelope-everywhere — the original answers these without the envelope, with these two keys. */
function legacyKeys(known: ApiError | null, { message }: ApiError): object {
  if (known === null) return { statusCode: 500, message: 'Internal server error' };
  const statusCode = known.getStatus();
  return statusCode === 413 || statusCode === 415 || known.body.code === CORE_ERROR ? { statusCode, message } : {};
}
