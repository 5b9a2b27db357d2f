import jwt from 'jsonwebtoken';
import request from 'supertest';
import { deriveKey, hash, randomId, randomSecret } from '../src/secrets/secrets.js';
import { ThirdPartyOAuthService } from '../src/third-party-oauth/third-party-oauth.service.js';
import { ThirdPartyTokensService } from '../src/third-party-oauth/third-party-tokens.service.js';
import { aManagedUser, anOAuthClient, aPerson, type TestClient } from './support/factories.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const SIGNING_KEY = 'the-key-of-third-party-tokens-32-chars';
const REDIRECT = 'https://other.test/cb';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const TOKEN = '/v2/auth/oauth2/token';
const LONGEST = 100 * 1024;

describe('third-party OAuth2', () => {
  let app: TestApp;
  let owner: TestClient;
  let userId: number;
  let oauth: ThirdPartyOAuthService;
  let tokens: ThirdPartyTokensService;

  beforeAll(async () => {
    app = await startTestApp({ thirdPartySigningKey: SIGNING_KEY });
    oauth = app.app.get(ThirdPartyOAuthService);
    tokens = app.app.get(ThirdPartyTokensService);
    owner = await anOAuthClient(app);
    userId = await aPerson(app, owner.organizationId, 'MEMBER');
  });
  afterAll(() => app.close());

  const aThirdParty = async ({ isPublic = false, logo = null as string | null } = {}) => {
    const [id, secret] = [randomId(), randomSecret()];
    const secretHash = isPublic ? null : new Uint8Array(hash(secret));
    const redirectUris = [REDIRECT, 'https://other.test/second'];
    await app.prisma.thirdPartyClient.create({ data: { id, name: 'Other', secretHash, redirectUris, logo } });
    return { id, secret };
  };
  /** A verifier of PKCE with its challenge. */
  const aProof = () => {
    const verifier = randomSecret();
    return { verifier, challenge: hash(verifier).toString('base64url') };
  };
  const aCode = (clientId: string, codeChallenge?: string): Promise<string> =>
    oauth.issueCode({ clientId, userId, redirectUri: REDIRECT, scopes: ['PROFILE_READ'], codeChallenge });
  const post = (body: object) => request(app.url).post(TOKEN).send(body);
  const postForm = (body: object) => request(app.url).post(TOKEN).type('form').send(body);

  /** A request that is right in every part, for a confidential client. */
  const aCodeRequest = async () => {
    const { id, secret } = await aThirdParty();
    return {
      client_id: id,
      grant_type: 'authorization_code',
      code: await aCode(id),
      redirect_uri: REDIRECT,
      client_secret: secret,
    };
  };
  const aPublicRequest = async () => {
    const { id } = await aThirdParty({ isPublic: true });
    const { verifier, challenge } = aProof();
    const code = await aCode(id, challenge);
    const request = { client_id: id, grant_type: 'authorization_code', code, redirect_uri: REDIRECT };
    return { ...request, code_verifier: verifier };
  };
  const aRefreshRequest = async () => {
    const { client_id, client_secret, ...rest } = await aCodeRequest();
    const { body } = await post({ client_id, client_secret, ...rest }).expect(200);
    const refresh_token = body.refresh_token as string;
    return { client_id, grant_type: 'refresh_token', refresh_token, client_secret };
  };
  const refused = async (answer: request.Test, status: number, error: string, description: string) => {
    const { text, headers } = await answer.expect(status);
    expect(text).toBe(JSON.stringify({ error, error_description: description }));
    expect(headers).toMatchObject({ 'cache-control': 'no-store', pragma: 'no-cache' });
  };

  describe('GET /v2/auth/oauth2/clients/:clientId', () => {
    const get = (id: string) =>
      request(app.url).get(`/v2/auth/oauth2/clients/${id}`).set('authorization', `Bearer ${owner.apiKey}`);

    it.each([false, true])(
      'shows what a consent page needs, in the order of the keys (public: %s)',
      async (isPublic) => {
        const { id } = await aThirdParty({ isPublic, logo: 'https://other.test/logo.png' });
        const { text } = await get(id).expect(200);
        expect(text).toBe(
          JSON.stringify({
            status: 'success',
            data: {
              client_id: id,
              redirect_uris: [REDIRECT, 'https://other.test/second'],
              redirect_uri: REDIRECT,
              name: 'Other',
              logo: 'https://other.test/logo.png',
              is_trusted: false,
              client_type: isPublic ? 'PUBLIC' : 'CONFIDENTIAL',
            },
          }),
        );
      },
    );

    it('answers 404 for an unknown client, also for the id of a platform client', async () => {
      await get('unknown').expect(404);
      await get(owner.clientId).expect(404);
    });

    it('asks for credentials', async () => {
      await request(app.url)
        .get(`/v2/auth/oauth2/clients/${(await aThirdParty()).id}`)
        .expect(401);
    });
  });

  describe('POST /v2/auth/oauth2/token with a code', () => {
    it('gives a confidential client tokens of the user, in the order of the keys', async () => {
      const body = await aCodeRequest();
      const { text, body: given, headers } = await post(body).expect(200);
      const { access_token, refresh_token } = given;
      const expected = { access_token, token_type: 'bearer', refresh_token, expires_in: 1800 };
      expect(text).toBe(JSON.stringify(expected));
      expect(headers).toMatchObject({ 'cache-control': 'no-store', pragma: 'no-cache' });
      for (const [token, type, seconds] of [
        [access_token, 'Access Token', 1800],
        [refresh_token, 'Refresh Token', 30 * 86_400],
      ]) {
        const claims = jwt.verify(token, SIGNING_KEY, { algorithms: ['HS256'], ignoreExpiration: true });
        const { iat, exp } = claims as jwt.JwtPayload & { iat: number; exp: number };
        expect(JSON.stringify(claims)).toBe(
          JSON.stringify({ userId, scope: ['PROFILE_READ'], token_type: type, clientId: body.client_id, iat, exp }),
        );
        expect(exp - iat).toBe(seconds);
      }
    });

    it('gives a public client tokens for the verifier', async () => {
      const { body } = await post(await aPublicRequest()).expect(200);
      expect(tokens.verify(body.access_token)).toMatchObject({ userId });
    });

    it.each(['confidential', 'public'])('takes a form from a %s client', async (kind) => {
      const body = await (kind === 'public' ? aPublicRequest() : aCodeRequest());
      await postForm(body).expect(200);
    });

    it.each(['/api/v2/auth/oauth2/token', '/v2/ee/auth/oauth2/token', '/V2/Auth/OAuth2/Token/'])(
      'takes a form at %s, and forbids to keep the answer',
      async (path) => {
        const answer = await request(app.url)
          .post(path)
          .type('form')
          .send(await aCodeRequest())
          .expect(200);
        expect(answer.headers['cache-control']).toBe('no-store');
      },
    );

    it('takes forms on this route only', async () => {
      const { body } = await request(app.url)
        .post(`/v2/oauth/${owner.clientId}/refresh`)
        .set(owner.auth)
        .type('form')
        .send({ refreshToken: 'x' })
        .expect(400);
      expect(body.error.details.errors[0].constraints).toEqual({ isString: 'refreshToken must be a string' });
    });

    it('stores only the hash of a code', async () => {
      const { id } = await aThirdParty();
      const code = await aCode(id);
      const stored = await app.prisma.thirdPartyCode.findMany({ where: { clientId: id } });
      expect(stored.map(({ codeHash }) => Buffer.from(codeHash))).toEqual([hash(code)]);
    });

    it('takes a code once', async () => {
      const body = await aCodeRequest();
      await post(body).expect(200);
      await refused(post(body), 400, 'invalid_grant', 'code_invalid_or_expired');
    });

    it('lets one of 16 win who use a code at the same time, in every round', async () => {
      const { id, secret } = await aThirdParty();
      for (let round = 1; round <= 8; round++) {
        const code = await aCode(id);
        const body = { client_id: id, grant_type: 'authorization_code', code, redirect_uri: REDIRECT };
        const answers = await Promise.all(Array.from({ length: 16 }, () => post({ ...body, client_secret: secret })));
        expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(15).fill(400)]);
      }
    });

    it('takes a code for ten minutes', async () => {
      const inTime = await aCodeRequest();
      app.clock.advance(9 * MINUTE);
      await post(inTime).expect(200);
      const late = await aCodeRequest();
      app.clock.advance(10 * MINUTE);
      await refused(post(late), 400, 'invalid_grant', 'code_invalid_or_expired');
    });

    it('refuses a wrong secret, and none, and keeps the code', async () => {
      const body = await aCodeRequest();
      const { client_secret: _, ...bare } = body;
      const invalid = ['invalid_client', 'invalid_client_credentials'] as const;
      await refused(post({ ...body, client_secret: 'wrong' }), 401, ...invalid);
      await refused(post({ ...bare, code_verifier: randomSecret() }), 401, ...invalid);
      await post(body).expect(200);
    });

    it('refuses a code of another client, and keeps it', async () => {
      const body = await aCodeRequest();
      const other = await aThirdParty();
      const stolen = { ...body, client_id: other.id, client_secret: other.secret };
      await refused(post(stolen), 400, 'invalid_grant', 'code_invalid_or_expired');
      await post(body).expect(200);
    });

    it('refuses another redirect URI than the one the code was given for', async () => {
      const body = await aCodeRequest();
      const other = { ...body, redirect_uri: 'https://other.test/second' };
      await refused(post(other), 400, 'invalid_grant', 'redirect_uri_mismatch');
    });

    it('ends a code also when the request was wrong', async () => {
      const body = await aPublicRequest();
      await refused(post({ ...body, code_verifier: 'wrong' }), 400, 'invalid_grant', 'pkce_verification_failed');
      await refused(post(body), 400, 'invalid_grant', 'code_invalid_or_expired');
    });

    it.each([
      ['the challenge itself, as method plain would have it', (challenge: string) => ({ code_verifier: challenge })],
      ['another verifier', () => ({ code_verifier: randomSecret() })],
      ['a secret instead of a verifier', () => ({ client_secret: 'any' })],
    ])('refuses a public client with %s', async (_, proof) => {
      const { id } = await aThirdParty({ isPublic: true });
      const { challenge } = aProof();
      const code = await aCode(id, challenge);
      const body = { client_id: id, grant_type: 'authorization_code', code, redirect_uri: REDIRECT };
      await refused(post({ ...body, ...proof(challenge) }), 400, 'invalid_grant', 'pkce_verification_failed');
    });

    it('asks a confidential client for the verifier too when the code was given with a challenge', async () => {
      const { id, secret } = await aThirdParty();
      const { verifier, challenge } = aProof();
      const request = {
        client_id: id,
        grant_type: 'authorization_code',
        redirect_uri: REDIRECT,
        client_secret: secret,
      };
      const without = { ...request, code: await aCode(id, challenge) };
      await refused(post(without), 400, 'invalid_grant', 'pkce_verification_failed');
      await post({ ...request, code: await aCode(id, challenge), code_verifier: verifier }).expect(200);
    });

    it('takes no code without a challenge from a client that has become public', async () => {
      const { client_secret: _, ...body } = await aCodeRequest();
      await app.prisma.thirdPartyClient.update({ where: { id: body.client_id }, data: { secretHash: null } });
      await refused(post({ ...body, code_verifier: randomSecret() }), 400, 'invalid_grant', 'pkce_verification_failed');
    });

    it('gives no tokens of a locked account', async () => {
      const { id, secret } = await aThirdParty();
      const locked = await aPerson(app, owner.organizationId, 'MEMBER');
      const code = await oauth.issueCode({ clientId: id, userId: locked, redirectUri: REDIRECT });
      await app.prisma.user.update({ where: { id: locked }, data: { locked: true } });
      const body = { client_id: id, grant_type: 'authorization_code', code, redirect_uri: REDIRECT };
      await refused(post({ ...body, client_secret: secret }), 400, 'invalid_grant', 'code_invalid_or_expired');
    });
  });

  describe('POST /v2/auth/oauth2/token with a refresh token', () => {
    it('gives a confidential client new tokens of the same user and scopes, any number of times', async () => {
      const body = await aRefreshRequest();
      app.clock.advance(DAY);
      for (let i = 0; i < 2; i++) {
        const { body: given } = await post(body).expect(200);
        expect(Object.keys(given)).toEqual(['access_token', 'token_type', 'refresh_token', 'expires_in']);
        const grant = { userId, scopes: ['PROFILE_READ'], clientId: body.client_id };
        expect(tokens.verify(given.access_token)).toEqual(grant);
        expect(tokens.verifyRefresh(given.refresh_token)).toEqual(grant);
      }
    });

    it('gives a public client new tokens without a secret, also for a form', async () => {
      const { client_id, ...rest } = await aPublicRequest();
      const { body } = await post({ client_id, ...rest }).expect(200);
      await postForm({ client_id, grant_type: 'refresh_token', refresh_token: body.refresh_token }).expect(200);
    });

    it('works for 30 days', async () => {
      const body = await aRefreshRequest();
      app.clock.advance(30 * DAY - MINUTE);
      await post(body).expect(200);
      app.clock.advance(2 * MINUTE);
      await refused(post(body), 400, 'invalid_grant', 'invalid_refresh_token');
    });

    it('asks a confidential client for its secret', async () => {
      const { client_secret: _, ...body } = await aRefreshRequest();
      const invalid = ['invalid_client', 'invalid_client_credentials'] as const;
      await refused(post(body), 401, ...invalid);
      await refused(post({ ...body, client_secret: 'wrong' }), 401, ...invalid);
    });

    it('refuses the token of another client', async () => {
      const { refresh_token } = await aRefreshRequest();
      const other = await aRefreshRequest();
      await refused(post({ ...other, refresh_token }), 400, 'invalid_grant', 'client_id_mismatch');
    });

    it('refuses an access token, and texts that are none', async () => {
      const body = await aRefreshRequest();
      const { body: given } = await post(body).expect(200);
      for (const refresh_token of [given.access_token, 'nonsense']) {
        await refused(post({ ...body, refresh_token }), 400, 'invalid_grant', 'invalid_refresh_token');
      }
    });

    it('refuses the token of a locked or deleted user', async () => {
      const { client_id, client_secret } = await aRefreshRequest();
      const person = await aPerson(app, owner.organizationId, 'MEMBER');
      const { refresh_token } = tokens.issue({ userId: person, scopes: [], clientId: client_id });
      const body = { client_id, grant_type: 'refresh_token', refresh_token, client_secret };
      await post(body).expect(200);
      await app.prisma.user.update({ where: { id: person }, data: { locked: true } });
      await refused(post(body), 400, 'invalid_grant', 'invalid_refresh_token');
      await app.prisma.user.delete({ where: { id: person } });
      await refused(post(body), 400, 'invalid_grant', 'invalid_refresh_token');
    });
  });

  describe('POST /v2/auth/oauth2/token with a faulty request', () => {
    const grant_type = 'authorization_code';
    const code = { client_id: 'x', grant_type, code: 'y' };
    it.each<[object, string]>([
      [[], 'Body is required'],
      [{}, 'client_id is required'],
      [{ client_id: '' }, 'client_id is required'],
      [{ client_id: ['a', 'b'] }, 'client_id is required'],
      [{ client_id: 'x' }, "grant_type must be 'authorization_code' or 'refresh_token'"],
      [{ client_id: 'x', grant_type: 'password' }, "grant_type must be 'authorization_code' or 'refresh_token'"],
      [{ client_id: 'x', grant_type }, 'code is required'],
      [code, 'redirect_uri is required'],
      [{ ...code, redirect_uri: REDIRECT }, 'client_secret or code_verifier is required'],
      [{ client_id: 'x', grant_type: 'refresh_token' }, 'refresh_token is required'],
    ])('names what is wrong with %j', async (body, description) => {
      await refused(post(body), 400, 'invalid_request', description);
    });

    it('asks for a body', async () => {
      await refused(request(app.url).post(TOKEN), 400, 'invalid_request', 'Body is required');
      const text = request(app.url).post(TOKEN).type('text/plain').send('client_id=x');
      await refused(text, 400, 'invalid_request', 'Body is required');
    });

    it('does not take a repeated parameter of a form', async () => {
      const form = request(app.url).post(TOKEN).type('form').send('client_id=a&client_id=b');
      await refused(form, 400, 'invalid_request', 'client_id is required');
    });

    it('refuses an unknown client, with a code and with a refresh token', async () => {
      const unknown = { client_id: 'unknown', client_secret: 'x' };
      const byCode = { ...unknown, grant_type, code: 'x', redirect_uri: REDIRECT };
      await refused(post(byCode), 401, 'invalid_client', 'client_not_found');
      const byToken = { ...unknown, grant_type: 'refresh_token', refresh_token: 'x' };
      await refused(post(byToken), 401, 'invalid_client', 'client_not_found');
    });

    it('refuses a form that is too large', async () => {
      await request(app.url)
        .post(TOKEN)
        .type('form')
        .send(`client_id=${'x'.repeat(LONGEST)}`)
        .expect(413);
    });

    it('counts failures against the address, whatever bearer token comes along', async () => {
      const limited = await startTestApp({ rateLimitEnabled: true, rateLimitIp: 3 });
      const answers = [];
      for (let i = 0; i < 4; i++) {
        const headers = { authorization: `Bearer guess-${i}` };
        answers.push(await request(limited.url).post(TOKEN).set(headers).send({ client_id: 'x' }));
      }
      await limited.close();
      expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 429]);
      const last = answers[3] as request.Response;
      expect(last.body.error).toBe('temporarily_unavailable');
      expect(last.headers).toMatchObject({ 'retry-after': expect.any(String), 'cache-control': 'no-store' });
    });
  });

  describe('issuing codes', () => {
    const issue = async (isPublic: boolean, wrong: object) => {
      const { id } = await aThirdParty({ isPublic });
      const { challenge } = aProof();
      return oauth.issueCode({ clientId: id, userId, redirectUri: REDIRECT, codeChallenge: challenge, ...wrong });
    };

    it.each([
      ['an unknown client', false, { clientId: 'unknown' }, 'invalid_client: client_not_found'],
      [
        'an address that the client does not have',
        false,
        { redirectUri: 'https://evil.test' },
        'redirect_uri_mismatch',
      ],
      ['a public client without a challenge', true, { codeChallenge: undefined }, 'code_challenge is required'],
      ['a challenge of method plain', true, { codeChallengeMethod: 'plain' }, "code_challenge_method must be 'S256'"],
      ['a challenge that is no hash', true, { codeChallenge: 'short' }, 'code_challenge is invalid'],
    ])('refuses %s', async (_, isPublic, wrong, message) => {
      await expect(issue(isPublic, wrong)).rejects.toThrow(message);
    });
  });

  describe('calling the API', () => {
    const me = (token: string) => request(app.url).get('/v2/me').set('authorization', `Bearer ${token}`);
    const tokenOf = (id: number | null): string => tokens.issue({ userId: id, scopes: [], clientId: 'c' }).access_token;

    it('acts as the person who agreed, without the permissions of a platform client', async () => {
      const { body } = await post(await aCodeRequest()).expect(200);
      const { body: answer } = await me(body.access_token).expect(200);
      expect(answer.data).toMatchObject({ id: userId, organization: { id: owner.organizationId } });
    });

    it.each(['of nobody', 'of a team', 'of a locked account'])('refuses a token %s', async (whose) => {
      const locked = await aPerson(app, owner.organizationId, 'MEMBER');
      await app.prisma.user.update({ where: { id: locked }, data: { locked: true } });
      const person = { 'of nobody': 2 ** 31 - 1, 'of a team': null, 'of a locked account': locked }[whose] as
        number | null;
      const { body } = await me(tokenOf(person)).expect(401);
      expect(body.error.message).toBe(
        'ApiAuthStrategy - third-party token - No user or team owner associated with the token.',
      );
    });

    it('refuses an expired token like an unknown one', async () => {
      const token = tokenOf(userId);
      app.clock.advance(31 * MINUTE);
      const { body } = await me(token).expect(401);
      expect(body.error.message).toBe('Invalid Access Token.');
    });

    it('still answers 498 to an expired token of a managed user', async () => {
      const { accessToken } = await aManagedUser(app, owner);
      app.clock.advance(61 * MINUTE);
      await me(accessToken).expect(498);
    });
  });

  describe('verifying access tokens', () => {
    const claims = () => ({ userId, scope: ['A', 'B'], token_type: 'Access Token', clientId: 'c' });
    const sign = (payload: object, key = SIGNING_KEY, options: jwt.SignOptions = {}): string => {
      const iat = Math.floor(app.clock.now() / 1000);
      return jwt.sign({ ...payload, iat }, key, { expiresIn: '30m', ...options });
    };

    it('tells user, scopes and client of a token', () => {
      expect(tokens.verify(sign(claims()))).toEqual({ userId, scopes: ['A', 'B'], clientId: 'c' });
    });

    it('tells a token of a team, of which there are none, from one of a user', () => {
      expect(tokens.verify(sign({ ...claims(), userId: undefined, teamId: 7 }))).toMatchObject({ userId: null });
    });

    it('takes a token without scopes', () => {
      expect(tokens.verify(sign({ ...claims(), scope: undefined }))).toMatchObject({ scopes: [] });
    });

    it('takes a token for 30 minutes', () => {
      const { access_token } = tokens.issue({ userId, scopes: [], clientId: 'c' });
      app.clock.advance(29 * MINUTE);
      expect(tokens.verify(access_token)).not.toBeNull();
      app.clock.advance(MINUTE);
      expect(tokens.verify(access_token)).toBeNull();
    });

    it.each<[string, () => string]>([
      ['of another key', () => sign(claims(), 'another-key')],
      ['of another algorithm', () => sign(claims(), SIGNING_KEY, { algorithm: 'HS512' })],
      ['without a signature', () => jwt.sign(claims(), '', { algorithm: 'none' })],
      ['without an end', () => jwt.sign(claims(), SIGNING_KEY)],
      ['of another type', () => sign({ ...claims(), token_type: 'access token' })],
      ['to refresh', () => tokens.issue({ userId, scopes: [], clientId: 'c' }).refresh_token],
      ['without a client', () => sign({ ...claims(), clientId: undefined })],
      ['that is a text', () => jwt.sign('text', SIGNING_KEY)],
      ['that is none', () => 'nonsense'],
    ])('refuses a token %s', (_, token) => {
      expect(tokens.verify(token())).toBeNull();
    });

    it('derives the key from the secret key when there is none', () => {
      const settings = { secretKey: 'a-secret-key-with-32-characters-or-more', thirdPartySigningKey: '' };
      const key = deriveKey(settings.secretKey, 'third-party tokens').toString('base64');
      const derived = new ThirdPartyTokensService(settings, app.clock);
      expect(derived.verify(sign(claims(), key))).toMatchObject({ userId });
      expect(derived.verify(sign(claims()))).toBeNull();
    });
  });
});
