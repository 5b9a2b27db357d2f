import { CleanupService, deletion, PERISHABLES } from '../src/cleanup/cleanup.service.js';
import { aManagedUser, anOAuthClient } from './support/factories.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const DAY = 86_400_000;

describe('cleaning up', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.close());

  it('deletes what has expired and nothing else', async () => {
    const client = await anOAuthClient(app);
    const where = { clientId: client.clientId };
    await app.prisma.tokenSession.createMany({
      data: Array.from({ length: 1_200 }, (_, index) => ({
        id: `00000000-0000-4000-8000-${(client.ownerId * 10_000 + index).toString(16).padStart(12, '0')}`,
        userId: client.ownerId,
        ...where,
        issuedAt: [0n],
        refreshExpiresAt: new Date(Date.now() - 1_000),
      })),
    });
    const { user } = await aManagedUser(app, client);
    await app.app.get(CleanupService).clean();
    const left = await app.prisma.tokenSession.findMany({ where });
    expect(left.map(({ userId }) => userId)).toEqual([user.id]);
  });

  it('forgets idempotency keys after a day', async () => {
    const { clientId: scope } = await anOAuthClient(app);
    const row = (age: number, key: string) => ({
      scope,
      keyHash: Buffer.from(key),
      requestHash: Buffer.from('request'),
      createdAt: new Date(Date.now() - age),
    });
    await app.prisma.idempotencyKey.createMany({ data: [row(DAY + 60_000, 'old'), row(DAY - 60_000, 'young')] });
    await app.app.get(CleanupService).clean();
    const left = await app.prisma.idempotencyKey.findMany({ where: { scope } });
    expect(left.map(({ keyHash }) => Buffer.from(keyHash).toString())).toEqual(['young']);
  });

  it.each([
    ['DELIVERED', 2, []],
    ['DELIVERED', 0.9, ['DELIVERED']],
    ['FAILED', 31, []],
    ['FAILED', 29, ['FAILED']],
    ['PENDING', 400, ['PENDING']],
  ] as const)('of mails that are %s for %d days leaves %j', async (status, days, left) => {
    const at = new Date(Date.now() - days * DAY);
    const { id } = await app.prisma.outgoingMail.create({
      data: { sealed: Buffer.from('sealed'), status, dueAt: at, createdAt: at },
    });
    await app.app.get(CleanupService).clean();
    const found = await app.prisma.outgoingMail.findMany({ where: { id } });
    expect(found.map((mail) => mail.status)).toEqual(left);
    await app.prisma.outgoingMail.deleteMany({ where: { id } });
  });

  it.each([
    ['DELIVERED', 31, []],
    ['DELIVERED', 29, ['DELIVERED']],
    ['FAILED', 31, []],
    ['FAILED', 29, ['FAILED']],
    ['PENDING', 400, ['PENDING']],
  ] as const)('of webhook deliveries that are %s for %d days leaves %j', async (status, days, left) => {
    const { clientId: oauthClientId } = await anOAuthClient(app);
    const at = new Date(Date.now() - days * DAY);
    const { id: webhookId } = await app.prisma.webhook.create({
      data: {
        ...{ oauthClientId, subscriberUrl: 'https://acme.test/hook', active: false },
        deliveries: { create: { trigger: 'PING', payload: {}, status, dueAt: at, createdAt: at } },
      },
    });
    await app.app.get(CleanupService).clean();
    const found = await app.prisma.webhookDelivery.findMany({ where: { webhookId } });
    expect(found.map((delivery) => delivery.status)).toEqual(left);
  });

  it.each(PERISHABLES.filter(({ status }) => status))(
    'finds $table that are $status by an index',
    async (perishable) => {
      const plan = await app.prisma.transaction(async (on) => {
        // On tables as small as these PostgreSQL would read the whole.
        await on.run({ name: '', text: 'SET LOCAL enable_seqscan = off' });
        const text = `EXPLAIN ${deletion(perishable).text.replace('$1', '0')}`;
        return on.run<{ 'QUERY PLAN': string }>({ name: '', text });
      });
      expect(plan.map((row) => row['QUERY PLAN']).join('\n')).not.toContain('Seq Scan');
    },
  );
});
