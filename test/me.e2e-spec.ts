import { setTimeout } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import request from 'supertest';
import {
  aManagedUser,
  anApiKey,
  anOAuthClient,
  anOrganization,
  aPerson,
  type TestClient,
  unique,
} from './support/factories.js';
import { startTestApp, type TestApp } from './support/test-app.js';

type Headers = Record<string, string>;
const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` });

describe('me', () => {
  let app: TestApp;
  let client: TestClient;
  const get = (headers: Headers) => request(app.url).get('/v2/me').set(headers);
  const patch = (headers: Headers, body: object) => request(app.url).patch('/v2/me').set(headers).send(body);

  /** A managed user with the header that authenticates as it. */
  const aUser = async (input: Parameters<typeof aManagedUser>[2] = {}) => {
    const { user, accessToken } = await aManagedUser(app, client, input);
    return { user, headers: bearer(accessToken) };
  };
  const rowOf = (id: number) => app.prisma.user.findUniqueOrThrow({ where: { id }, include: { profiles: true } });
  const aSchedule = (userId: number) =>
    app.prisma.schedule.create({ data: { userId, name: 'Evenings', timeZone: 'Europe/London' } });

  /** Resolves once a statement on another connection waits for a lock of this one. */
  const somebodyWaitsFor = async (holder: PoolClient): Promise<void> => {
    const { rows } = await holder.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const blocked = 'SELECT 1 FROM pg_stat_activity WHERE $1 = ANY(pg_blocking_pids(pid))';
    while ((await app.prisma.pool.query(blocked, [rows[0]?.pid])).rowCount === 0) await setTimeout(10);
  };

  beforeAll(async () => {
    app = await startTestApp();
    client = await anOAuthClient(app);
  });
  afterAll(() => app.close());

  describe('GET /v2/me', () => {
    it('shows a managed user to itself, with its organization, in the order of the keys', async () => {
      const { user, headers } = await aUser({ timeZone: 'Europe/Rome', timeFormat: 24, weekStart: 'Monday' });
      const { text } = await get(headers).expect(200);
      expect(text).toBe(
        JSON.stringify({
          status: 'success',
          data: {
            id: user.id,
            email: user.email,
            name: 'Ann Lee',
            avatarUrl: null,
            bio: null,
            timeFormat: 24,
            defaultScheduleId: user.defaultScheduleId,
            weekStart: 'Monday',
            timeZone: 'Europe/Rome',
            username: user.username,
            organizationId: client.organizationId,
            organization: { isPlatform: true, id: client.organizationId },
          },
        }),
      );
    });

    it.each(['client credentials', 'an API key'])('shows the owner of the organization with %s', async (kind) => {
      const secret = { 'x-cal-client-id': client.clientId, ...client.auth };
      const { body } = await get(kind === 'an API key' ? bearer(client.apiKey) : secret).expect(200);
      expect(body.data.id).toBe(client.ownerId);
    });

    it('sends null for a username and a time format that are missing', async () => {
      const { user, headers } = await aUser();
      await app.prisma.user.update({ where: { id: user.id }, data: { username: null, timeFormat: null } });
      const { body } = await get(headers).expect(200);
      expect(body.data).toMatchObject({ username: null, timeFormat: null });
    });

    it('leaves the organization out for a user without a profile', async () => {
      const { user, headers } = await aUser();
      await app.prisma.profile.deleteMany({ where: { userId: user.id } });
      const { body } = await get(headers).expect(200);
      expect(body.data.organizationId).toBe(client.organizationId);
      expect(body.data).not.toHaveProperty('organization');
      await app.prisma.user.update({ where: { id: user.id }, data: { organizationId: null } });
      const { body: without } = await get(headers).expect(200);
      expect(without.data.organizationId).toBeNull();
    });

    it('prefers the profile in the own organization, and takes the first one otherwise', async () => {
      const first = await anOrganization(app, { isPlatform: false });
      const second = await anOrganization(app);
      const userId = await aPerson(app, first.organizationId, 'MEMBER');
      await app.prisma.profile.create({ data: { userId, organizationId: second.organizationId, username: unique() } });
      const headers = bearer(await anApiKey(app, userId));
      const moveTo = (organizationId: number | null) =>
        app.prisma.user.update({ where: { id: userId }, data: { organizationId } });
      for (const [own, shown] of [
        [first.organizationId, { isPlatform: false, id: first.organizationId }],
        [second.organizationId, { isPlatform: true, id: second.organizationId }],
        [client.organizationId, { isPlatform: false, id: first.organizationId }],
        [null, { isPlatform: false, id: first.organizationId }],
      ] as const) {
        await moveTo(own);
        const { body } = await get(headers).expect(200);
        expect(body.data).toMatchObject({ organizationId: shown.id, organization: shown });
      }
    });

    it('refuses a request without credentials', async () => {
      await get({}).expect(401);
    });
  });

  describe('PATCH /v2/me', () => {
    it('changes everything that the input names and answers without the organization', async () => {
      const { user, headers } = await aUser();
      const changes = {
        name: 'Bea',
        timeFormat: 24,
        weekStart: 'Friday',
        timeZone: 'Asia/Tokyo',
        locale: 'de',
        avatarUrl: 'https://img.acme.test/b.png',
        bio: 'Hello',
        metadata: { crm: 1 },
      };
      const { text } = await patch(headers, changes).expect(200);
      expect(text).toBe(
        JSON.stringify({
          status: 'success',
          data: {
            id: user.id,
            email: user.email,
            name: 'Bea',
            avatarUrl: 'https://img.acme.test/b.png',
            bio: 'Hello',
            timeFormat: 24,
            defaultScheduleId: null,
            weekStart: 'Friday',
            timeZone: 'Asia/Tokyo',
            username: user.username,
            organizationId: client.organizationId,
          },
        }),
      );
      expect(await rowOf(user.id)).toMatchObject(changes);
    });

    it('answers an empty change with the current state', async () => {
      const { user, headers } = await aUser();
      const { body } = await patch(headers, {}).expect(200);
      expect(body.data).toMatchObject({ id: user.id, email: user.email, name: 'Ann Lee' });
    });

    it('shows the organization of the user, not that of the profile', async () => {
      const { user, headers } = await aUser();
      await app.prisma.user.update({ where: { id: user.id }, data: { organizationId: null } });
      const { body } = await patch(headers, {}).expect(200);
      expect(body.data.organizationId).toBeNull();
    });

    it('clears what may be empty with null', async () => {
      const { user, headers } = await aUser({
        bio: 'Hello',
        metadata: { a: 1 },
        locale: 'de',
        timeZone: 'Europe/Rome',
      });
      const nothing = {
        name: null,
        timeFormat: null,
        defaultScheduleId: null,
        locale: null,
        avatarUrl: null,
        bio: null,
      };
      await patch(headers, { ...nothing, metadata: null }).expect(200);
      expect(await rowOf(user.id)).toMatchObject({ ...nothing, metadata: null });
    });

    it.each(['email', 'timeZone', 'weekStart'])('refuses null for %s', async (field) => {
      const { headers } = await aUser();
      const { body } = await patch(headers, { [field]: null }).expect(400);
      expect(body.error.details.errors[0].property).toBe(field);
    });

    it('reports wrong fields in the order of the managed users', async () => {
      const { headers } = await aUser();
      const wrong = { bio: 1, timeZone: 'Mars/Base', defaultScheduleId: '5', timeFormat: 13, email: 1 };
      const { body } = await patch(headers, wrong).expect(400);
      expect(body.error.details.errors.map(({ property }: { property: string }) => property)).toEqual([
        'email',
        'timeFormat',
        'defaultScheduleId',
        'timeZone',
        'bio',
      ]);
    });

    it('lets a person change itself', async () => {
      const userId = await aPerson(app, client.organizationId, 'MEMBER');
      const before = await rowOf(userId);
      const email = `New.${unique()}@acme.test`;
      const headers = bearer(await anApiKey(app, userId, client.organizationId));
      const { body } = await patch(headers, { email, name: 'Cem' }).expect(200);
      expect(body.data).toMatchObject({ id: userId, email, name: 'Cem', username: before.username });
    });

    describe('time zone', () => {
      it('changes the zone of the default schedule and keeps its name, its hours and other schedules', async () => {
        const { user, headers } = await aUser({ timeZone: 'Europe/Rome' });
        const other = await aSchedule(user.id);
        const find = (id: number) =>
          app.prisma.schedule.findUniqueOrThrow({ where: { id }, include: { availabilities: true } });
        const before = await find(user.defaultScheduleId as number);
        await patch(headers, { timeZone: 'america/new_york' }).expect(200);
        expect(await find(before.id)).toEqual({ ...before, timeZone: 'America/New_York' });
        expect((await rowOf(user.id)).timeZone).toBe('America/New_York');
        expect(await find(other.id)).toMatchObject({ timeZone: 'Europe/London' });
      });

      it('changes nothing of the schedule without a time zone', async () => {
        const { user, headers } = await aUser({ timeZone: 'Europe/Rome' });
        await patch(headers, { name: 'Bea' }).expect(200);
        const schedule = await app.prisma.schedule.findUniqueOrThrow({
          where: { id: user.defaultScheduleId as number },
        });
        expect(schedule.timeZone).toBe('Europe/Rome');
      });

      it("does not touch another user's schedule, and nothing of the user either", async () => {
        const { user, headers } = await aUser();
        const foreign = await aSchedule(client.ownerId);
        await app.prisma.user.update({ where: { id: user.id }, data: { defaultScheduleId: foreign.id } });
        const { body } = await patch(headers, { timeZone: 'Asia/Tokyo', name: 'Bea' }).expect(403);
        expect(body.error.message).toBe(`User with ID=${user.id} does not own schedule with ID=${foreign.id}`);
        expect(await rowOf(user.id)).toMatchObject({ name: 'Ann Lee', timeZone: 'Europe/London' });
        expect(await app.prisma.schedule.findUniqueOrThrow({ where: { id: foreign.id } })).toEqual(foreign);
      });

      it('leaves the schedule as it was when the change is refused', async () => {
        const { user, headers } = await aUser({ timeZone: 'Europe/Rome' });
        const { user: taken } = await aUser();
        await patch(headers, { timeZone: 'Asia/Tokyo', email: taken.email }).expect(409);
        const schedule = await app.prisma.schedule.findUniqueOrThrow({
          where: { id: user.defaultScheduleId as number },
        });
        expect(schedule.timeZone).toBe('Europe/Rome');
      });
    });

    describe('default schedule', () => {
      it('takes a schedule of the user', async () => {
        const { user, headers } = await aUser();
        const { id } = await aSchedule(user.id);
        const { body } = await patch(headers, { defaultScheduleId: id }).expect(200);
        expect(body.data.defaultScheduleId).toBe(id);
      });

      it('refuses a schedule of another user', async () => {
        const { user, headers } = await aUser();
        const { id } = await aSchedule(client.ownerId);
        const { body } = await patch(headers, { defaultScheduleId: id }).expect(403);
        expect(body.error.message).toBe(`User with ID=${user.id} does not own schedule with ID=${id}`);
      });

      it.each([2 ** 31 - 1, 2 ** 31, 1.5, -1])('refuses %d, which is no schedule', async (id) => {
        const { headers } = await aUser();
        const { body } = await patch(headers, { defaultScheduleId: id }).expect(404);
        expect(body.error.message).toBe(`Schedule with ID=${id} does not exist.`);
      });
    });

    describe('e-mail', () => {
      it('names the client in the address of a managed user and derives the username, so that the client finds it', async () => {
        const { user, headers } = await aUser();
        const local = unique();
        const { body } = await patch(headers, { email: `${local}@example.org` }).expect(200);
        expect(body.data).toMatchObject({
          email: `${local}+${client.clientId}@example.org`,
          username: `${local}-${client.clientId}-example-org`,
        });
        expect((await rowOf(user.id)).profiles.map(({ username }) => username)).toEqual([body.data.username]);
        const found = await request(app.url)
          .get(client.users)
          .query({ emails: `${local}@example.org` })
          .set(client.auth);
        expect(found.body.data.map(({ id }: { id: number }) => id)).toEqual([user.id]);
      });

      it('gives the username a number when it is taken', async () => {
        const local = unique();
        await aUser({ email: `${local}@example.org` });
        const { headers } = await aUser();
        const { body } = await patch(headers, { email: `${local}@example.org.uk` }).expect(200);
        expect(body.data.username).toBe(`${local}-${client.clientId}-example-org-2`);
      });

      it('takes the next username when another gets the wanted one in the meantime', async () => {
        const [{ user: faster }, { headers }] = [await aUser(), await aUser()];
        const local = unique();
        const wanted = `${local}-${client.clientId}-example-org`;
        const other = await app.prisma.pool.connect();
        try {
          await other.query('BEGIN');
          await other.query('UPDATE profiles SET username = $1 WHERE user_id = $2', [wanted, faster.id]);
          const answer = patch(headers, { email: `${local}@example.org` }).then(({ body }) => body);
          await somebodyWaitsFor(other);
          await other.query('COMMIT');
          expect((await answer).data.username).toBe(`${wanted}-2`);
        } finally {
          other.release();
        }
      });

      it.each(['as it is', 'in another letter case'])('refuses an address that is taken, %s', async (how) => {
        const { user: other } = await aUser();
        const { user, headers } = await aUser();
        const [local, rest] = other.email.split('+');
        const email = how === 'as it is' ? other.email : `${local?.toUpperCase()}+${rest}`;
        const { body } = await patch(headers, { email, name: 'Bea' }).expect(409);
        expect(body.error).toEqual({
          code: 'CONFLICT',
          message: 'Invalid Input: Trying to create a record that already exists.',
        });
        expect(await rowOf(user.id)).toMatchObject({ email: user.email, name: 'Ann Lee' });
      });

      it('refuses the address of another to a person too', async () => {
        const { user: other } = await aUser();
        const { body } = await patch(bearer(client.apiKey), { email: other.email }).expect(409);
        expect(body.error.code).toBe('CONFLICT');
      });

      it('refuses an address that mail cannot be sent to', async () => {
        const { headers } = await aUser();
        const { body } = await patch(headers, { email: 'foo' }).expect(400);
        expect(body.error).toEqual({
          code: 'TRPCError',
          message: `Invite failed because foo+${client.clientId}@undefined is not a valid email address`,
        });
        await patch(headers, { email: '' }).expect(400);
        const { body: person } = await patch(bearer(client.apiKey), { email: 'foo' }).expect(400);
        expect(person.error.message).toBe('Invalid email foo');
      });
    });

    it('keeps tokens valid', async () => {
      const { headers } = await aUser();
      await patch(headers, { email: `${unique()}@example.org`, timeZone: 'Asia/Tokyo' }).expect(200);
      await get(headers).expect(200);
    });
  });
});
