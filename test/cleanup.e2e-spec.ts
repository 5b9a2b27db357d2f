import { CleanupService } from '../src/cleanup/cleanup.service.js';
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
});
