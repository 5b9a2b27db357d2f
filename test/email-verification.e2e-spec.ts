import request from 'supertest';
import { MailWorker } from '../src/mails/mail-worker.service.js';
import { bearer } from './support/api-client.js';
import { badRequest, conflict, expectError, failedProperties } from './support/expected-errors.js';
import { aManagedUser, anOAuthClient, type TestClient, unique } from './support/factories.js';
import { type MailServer, startMailServer } from './support/mail-server.js';
import { anOwnDatabase, type OwnDatabase } from './support/own-database.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const MINUTE = 60_000;
const TOO_MANY = 'CustomThrottlerGuard - Too many requests. Please try again later.';

describe('verification of e-mail addresses', () => {
  let app: TestApp;
  let server: MailServer;
  // Its own, for every server with a mail server sends the mails of its database.
  let database: OwnDatabase;
  let client: TestClient;

  beforeAll(async () => {
    server = await startMailServer();
    database = await anOwnDatabase();
    app = await startTestApp({
      databaseUrl: database.url,
      smtpUrl: server.url,
      emailsToVerify: ['vip@example.com', '@bank.example'],
      trustProxy: true,
      rateLimitEnabled: true,
    });
    client = await anOAuthClient(app);
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
    await server.close();
  });

  const anAddress = (): string => `${unique()}@example.com`;
  /** Every request comes from an address of its own unless a test says otherwise. */
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    request(app.url)
      .post(`/v2${path}`)
      .set({ 'CF-Connecting-IP': unique(), ...headers })
      .send(body);
  const get = (path: string, headers: Record<string, string>) => request(app.url).get(`/v2${path}`).set(headers);
  /** The code in the newest mail to the address. */
  const codeSentTo = async (address: string): Promise<string> => {
    await app.app.get(MailWorker).runDue();
    const mail = server.received.findLast(({ to }) => to.includes(address));
    return /Code: (\d{6})$/m.exec(mail?.mail.text ?? '')?.[1] ?? 'no code';
  };
  const aUser = async () => {
    const user = await aManagedUser(app, client);
    return { ...user, headers: bearer(user.accessToken) };
  };

  it('must come before a booking with an address that the operator names, whatever the event type says', async () => {
    const { user } = await aUser();
    const data = { userId: user.id, title: 'Talk', slug: unique(), length: 30, minimumBookingNotice: 0 };
    const { id: eventTypeId } = await app.prisma.eventType.create({ data });
    const book = (email: string, more: object = {}) =>
      post(
        '/bookings',
        { start: '2050-01-03T10:00:00Z', eventTypeId, attendee: { name: 'Grace', email, timeZone: 'UTC' }, ...more },
        { 'cal-api-version': '2024-08-13' },
      );
    const email = `${unique()}@bank.example`;
    const refused = await book(email).expect(400);
    expect(refused.body.error.message).toBe('email_verification_required');
    await post('/atoms/verification/email/send-code', { email, username: 'Grace' }).expect(200);
    await book(email, { emailVerificationCode: await codeSentTo(email) }).expect(201);
  });

  describe('/v2/atoms/verification/email', () => {
    const send = (email: string) => post('/atoms/verification/email/send-code', { email, username: 'Grace' });
    const verify = (email: string, code: string) => post('/atoms/verification/email/verify-code', { email, code });

    it('sends a code that proves the address, also to who writes it in capitals', async () => {
      const email = anAddress();
      const { body } = await send(email).expect(200);
      expect(body).toEqual({ status: 'success', data: { sent: true } });
      const code = await codeSentTo(email);
      const right = await verify(email.toUpperCase(), code).expect(200);
      expect(right.body).toEqual({ status: 'success', data: { verified: true } });
      // The form shows the code's answer first and books with it then.
      await verify(email, code).expect(200);
    });

    it('refuses the code of another address, a wrong one, and none', async () => {
      const [email, other] = [anAddress(), anAddress()];
      await send(email).expect(200);
      expectError(await verify(other, await codeSentTo(email)), badRequest('Invalid verification code'));
      expectError(await verify(email, 'abcdef'), badRequest('Invalid verification code'));
      expectError(await verify(email, ''), badRequest('Email and code are required'));
      expectError(await verify('', '123456'), badRequest('Email and code are required'));
    });

    it('accepts a code for at least a quarter of an hour, and for no more than two', async () => {
      const email = anAddress();
      await send(email).expect(200);
      const code = await codeSentTo(email);
      app.clock.advance(15 * MINUTE);
      await verify(email, code).expect(200);
      app.clock.advance(15 * MINUTE);
      expectError(await verify(email, code), badRequest('Invalid verification code'));
    });

    it('lets nobody try more than ten codes for an address, from wherever', async () => {
      const email = anAddress();
      for (let tries = 0; tries < 10; tries += 1) await verify(email, '000000').expect(400);
      await send(email).expect(200);
      const { status, body } = await verify(email, await codeSentTo(email));
      expect([status, body.error.message]).toEqual([429, TOO_MANY]);
      app.clock.advance(16 * MINUTE);
      await verify(email, '000000').expect(400);
    });

    it('sends no more than ten codes to an address, whoever asks, and greets nobody with an essay', async () => {
      const email = anAddress();
      for (let times = 0; times < 10; times += 1) await send(email).expect(200);
      await send(email.toUpperCase()).expect(429);
      const essay = { email: anAddress(), username: 'x'.repeat(101) };
      await post('/atoms/verification/email/send-code', essay).expect(400);
    });

    it('sends three codes a minute to one caller', async () => {
      const headers = { 'CF-Connecting-IP': unique() };
      const statuses: number[] = [];
      for (let index = 0; index < 4; index += 1) {
        const { status } = await post('/atoms/verification/email/send-code', { email: anAddress() }, headers);
        statuses.push(status);
      }
      expect(statuses).toEqual([200, 200, 200, 429]);
    });

    it.each(['grace', 'grace@', '\ud800@example.com'])('refuses %p, which is no address', async (email) => {
      expect(failedProperties(await send(email)).map(({ property }) => property)).toEqual(['email']);
    });

    it.each([
      ['vip@example.com', '', true],
      ['VIP@example.com', '', true],
      ['vip@example.com', 'vip@example.com', false],
      ['teller@bank.example', 'other@bank.example', true],
      ['teller@notbank.example', '', false],
    ])('must %s be verified where %p is signed in: %p', async (email, userSessionEmail, expected) => {
      const { body } = await get(
        `/atoms/verification/email/check?email=${email}&userSessionEmail=${userSessionEmail}`,
        {
          'CF-Connecting-IP': unique(),
        },
      ).expect(200);
      expect(body).toEqual({ status: 'success', data: expected });
    });

    it('checks codes for people who are signed in too', async () => {
      const { headers } = await aUser();
      const email = anAddress();
      await send(email).expect(200);
      const code = await codeSentTo(email);
      const path = '/atoms/verification/email/verify-code-authenticated';
      await post(path, { email, code }, headers).expect(200);
      expectError(await post(path, { email, code: '12' }, headers), badRequest('Invalid verification code'));
      await post(path, { email, code }).expect(401);
    });
  });

  describe('/v2/atoms/emails/verified-emails', () => {
    const PATH = '/atoms/emails/verified-emails';

    it('lists the own address first, without the client, and those that were added', async () => {
      const { headers, user } = await aUser();
      const own = user.email.replace(`+${client.clientId}`, '');
      expect((await get(PATH, headers).expect(200)).body).toEqual({ status: 'success', data: [own] });
      const added = await post(PATH, { email: `private+${client.clientId}@example.com` }, headers).expect(200);
      expect(added.body).toEqual({ status: 'success', data: { emailVerified: true } });
      expect((await get(PATH, headers)).body.data).toEqual([own, 'private@example.com']);
      expectError(await post(PATH, { email: 'private@example.com' }, headers), badRequest('Email already exists'));
      expectError(await post(PATH, { email: user.email }, headers), badRequest('Email already exists'));
    });

    it('proves nothing: what was added without a code is no verified resource', async () => {
      const { headers } = await aUser();
      await post(PATH, { email: 'private@example.com' }, headers).expect(200);
      expect((await get('/verified-resources/emails', headers)).body.data).toEqual([]);
    });
  });

  describe('/v2/verified-resources', () => {
    const requestCode = (email: string, headers: Record<string, string>) =>
      post('/verified-resources/emails/verification-code/request', { email }, headers);
    const verify = (email: string, code: string, headers: Record<string, string>) =>
      post('/verified-resources/emails/verification-code/verify', { email, code }, headers);

    it('proves an address by its code, and shows it to its owner alone', async () => {
      const { headers, user } = await aUser();
      const email = anAddress();
      expect((await requestCode(email, headers).expect(200)).body).toEqual({ status: 'success' });
      const { body } = await verify(email, await codeSentTo(email), headers).expect(200);
      const proven = { id: expect.any(Number), email, userId: user.id };
      expect(body).toEqual({ status: 'success', data: proven });
      expect((await get('/verified-resources/emails', headers)).body.data).toEqual([proven]);
      expect((await get('/verified-resources/emails?take=1&skip=1', headers)).body.data).toEqual([]);
      const path = `/verified-resources/emails/${body.data.id}`;
      expect((await get(path, headers)).body.data).toEqual(proven);
      const other = (await aUser()).headers;
      expect((await get(path, other).expect(200)).body).toEqual({ status: 'success', data: null });
      expect((await get('/verified-resources/emails', other)).body.data).toEqual([]);
      expectError(await requestCode(email, headers), conflict('Email is already verified.'));
    });

    it('refuses wrong codes and what is no address', async () => {
      const { headers } = await aUser();
      expectError(await verify(anAddress(), '123456', headers), badRequest('invalid_code'));
      expectError(await verify('ada', '123456', headers), badRequest('invalid_code'));
      expectError(await requestCode('ada', headers), badRequest('Email could not be verified.'));
    });

    it('sends no text messages', async () => {
      const { headers } = await aUser();
      const phone = '+37255556666';
      const path = '/verified-resources/phones/verification-code';
      const noMessage = badRequest('Could not send verification code to this phone number.');
      expectError(await post(`${path}/request`, { phone }, headers), noMessage);
      const noCode = badRequest('Could not verify phone number.');
      expectError(await post(`${path}/verify`, { phone, code: '123456' }, headers), noCode);
      expect(failedProperties(await post(`${path}/request`, { phone: '12' }, headers))).toHaveLength(1);
      expect((await get('/verified-resources/phones', headers)).body).toEqual({ status: 'success', data: [] });
      expect((await get('/verified-resources/phones/1', headers)).body).toEqual({ status: 'success', data: null });
    });
  });

  it('says so when the server cannot send e-mails', async () => {
    const without = await startTestApp();
    try {
      const path = '/v2/atoms/verification/email/send-code';
      const response = await request(without.url).post(path).send({ email: anAddress() });
      expectError(response, badRequest('This server sends no e-mails: SMTP_URL is not set.'));
    } finally {
      await without.close();
    }
  });
});
