import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Request, Response } from 'express';
import { databaseErrorToApiError } from '../database/database-error.js';
import { ApiError, threeKeyDetails } from './api-error.js';
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
    const error = toApiError(exception);
    const status = error.getStatus();
    if (status >= 500) this.logger.error({ requestId: requestIdOf(response), err: exception }, 'request failed');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response
      .set(error.headers)
      .status(status)
      .json({
        status: 'error',
        timestamp: new Date().toISOString(),
        path: request.url,
        error: error.body,
        ...legacyKeys(exception, status, error.message),
      });
  }
}

/** What the body parser and the router attach to their errors. */
interface HttpErrorLike {
  status: number;
  type?: string;
  message: string;
}

function toApiError(exception: unknown): ApiError {
  if (exception instanceof ApiError) return exception;
  if (exception instanceof HttpException) {
    const { message } = exception;
    const status = exception.getStatus();
    return new ApiError(status, { code: exception.name, message, details: threeKeyDetails(status, message) });
  }
  if (isHttpErrorLike(exception)) return fromParser(exception);
  return databaseErrorToApiError(exception) ?? ApiError.internal();
}

function isHttpErrorLike(exception: unknown): exception is HttpErrorLike {
  const status = (exception as HttpErrorLike | null)?.status;
  return exception instanceof Error && typeof status === 'number' && status >= 400 && status < 500;
}

function fromParser({ status, message }: HttpErrorLike): ApiError {
  if (status === 413) return new ApiError(413, { code: 'PayloadTooLargeException', message });
  if (status === 415) return new ApiError(415, { code: 'UnsupportedMediaTypeException', message });
  return ApiError.badRequest(message);
}

/** compat: errors.envelope-everywhere — the original answers these without the envelope, with these two keys. */
function legacyKeys(exception: unknown, status: number, message: string): object {
  const isBare = status === 413 || status === 415 || (status === 500 && !(exception instanceof ApiError));
  if (!isBare) return {};
  return { statusCode: status, message: status === 500 ? 'Internal server error' : message };
}
