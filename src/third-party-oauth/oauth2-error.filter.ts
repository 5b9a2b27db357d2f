import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Response } from 'express';
import { ApiError } from '../common/api-error.js';
import { requestIdOf } from '../common/request-id.js';
import { databaseErrorToApiError } from '../database/database-error.js';
import { OAuth2Error } from './oauth2-error.js';

/** Writes errors in the form of RFC 6749 instead of the API's envelope: OAuth2 libraries read only that. */
@Catch()
export class OAuth2ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('OAuth2');

  catch(exception: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    if (exception instanceof OAuth2Error) {
      response.status(exception.status).json({ error: exception.code, error_description: exception.description });
      return;
    }
    const error = httpErrorOf(exception);
    const status = error.getStatus();
    if (status >= 500 && exception instanceof Error) {
      this.logger.error(`request ${requestIdOf(response)} failed`, exception.stack);
    }
    if (error instanceof ApiError) response.set(error.headers);
    response.status(status).json({ error: codeOf(status), error_description: error.message });
  }
}

function httpErrorOf(exception: unknown): HttpException {
  if (exception instanceof HttpException) return exception;
  return databaseErrorToApiError(exception) ?? ApiError.internal();
}

function codeOf(status: number): string {
  if (status === 429 || status === 503) return 'temporarily_unavailable';
  return status >= 500 ? 'server_error' : 'invalid_request';
}
