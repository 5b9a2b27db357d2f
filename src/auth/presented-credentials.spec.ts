import type { Request } from 'express';
import { presentedCredentials } from './presented-credentials.js';

const presented = (headers: Record<string, string>, params: Record<string, string> = {}) =>
  presentedCredentials({ headers, params } as unknown as Request);

describe('presented credentials', () => {
  it.each<[authorization: string, bearer: string | undefined]>([
    ['Bearer abc', 'abc'],
    ['bearer abc', 'abc'],
    ['BEARER   abc  ', 'abc'],
    ['Bearer Bearer', 'Bearer'],
    ['Bearer', undefined],
    ['Bearer ', undefined],
    ['Bearerabc', undefined],
    ['Bearer a b', undefined],
    ['Basic abc', undefined],
    ['abc', undefined],
    ['Token Bearer abc', undefined],
    ['', undefined],
  ])('find in "%s" the token %s', (authorization, bearer) => {
    expect(presented({ authorization }).bearer).toBe(bearer);
  });

  it('take the client id from the path, else from the header', () => {
    const headers = { 'x-cal-client-id': 'of-header', 'x-cal-secret-key': 'secret' };
    expect(presented(headers, { clientId: 'of-path' })).toMatchObject({ clientId: 'of-path', secret: 'secret' });
    expect(presented(headers)).toMatchObject({ clientId: 'of-header', secret: 'secret' });
  });

  it('take empty headers for absent ones', () => {
    expect(presented({ 'x-cal-client-id': '', 'x-cal-secret-key': '', authorization: '' })).toEqual({
      clientId: undefined,
      secret: undefined,
      bearer: undefined,
    });
  });
});
