import { type ArgumentsHost, Logger, PayloadTooLargeException } from '@nestjs/common';
import { jest } from '@jest/globals';
import { ApiError } from '../common/api-error.js';
import { OAuth2Error } from './oauth2-error.js';
import { OAuth2ErrorFilter } from './oauth2-error.filter.js';

/** What the filter sends for an exception. */
function answerTo(exception: unknown): { status: number; headers: object; body: object } {
  const sent = { status: 0, headers: {}, body: {} };
  const response = {
    getHeader: () => 'request-id',
    set: (headers: object) => Object.assign(sent.headers, headers),
    status: (status: number) => Object.assign(response, { sent: Object.assign(sent, { status }) }),
    json: (body: object) => Object.assign(sent, { body }),
  };
  const host = { switchToHttp: () => ({ getResponse: () => response }) } as unknown as ArgumentsHost;
  new OAuth2ErrorFilter().catch(exception, host);
  return sent;
}

describe('OAuth2ErrorFilter', () => {
  it.each([
    ['invalid_request', 400],
    ['invalid_client', 401],
    ['invalid_grant', 400],
  ] as const)('sends %s with %i', (code, status) => {
    expect(answerTo(new OAuth2Error(code, 'why'))).toEqual({
      status,
      headers: {},
      body: { error: code, error_description: 'why' },
    });
  });

  it('says when to come back', () => {
    const { status, headers, body } = answerTo(ApiError.tooManyRequests({ 'Retry-After': '7' }));
    expect(status).toBe(429);
    expect(headers).toEqual({ 'Retry-After': '7' });
    expect(body).toMatchObject({ error: 'temporarily_unavailable' });
  });

  it('keeps the status of what the framework refuses', () => {
    const { status, body } = answerTo(new PayloadTooLargeException('too large'));
    expect(status).toBe(413);
    expect(body).toEqual({ error: 'invalid_request', error_description: 'too large' });
  });

  describe('with a failure of the server', () => {
    let logged: string[];
    beforeEach(() => {
      logged = [];
      jest.spyOn(Logger.prototype, 'error').mockImplementation((...parts: unknown[]) => void logged.push(parts.join()));
    });
    afterEach(() => jest.restoreAllMocks());

    it('tells the cause to the log only', () => {
      const { status, body } = answerTo(new Error('the cause'));
      expect(status).toBe(500);
      expect(body).toEqual({
        error: 'server_error',
        error_description: 'There was an error, please try again later.',
      });
      expect(logged.join()).toContain('the cause');
    });

    it('asks to try again while the database is away', () => {
      const { status, body } = answerTo(Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }));
      expect(status).toBe(503);
      expect(body).toMatchObject({ error: 'temporarily_unavailable' });
    });
  });
});
