import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '../generated/prisma/client.js';
import { databaseErrorToApiError, sqlStateOf } from './database-error.js';

const AWAY = ['postgresql://nobody@127.0.0.1:1/none', 'postgresql://nobody@localhost/none?host=/no/such/folder'];

const reasonOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (reason: unknown) => reason,
  );
const withCode = (code: string, more: object = {}): Error => Object.assign(new Error('x'), { code, ...more });
const statusOf = (error: unknown): number | undefined => databaseErrorToApiError(error)?.getStatus();

describe('errors of the database', () => {
  it.each(AWAY)('are 503 when %s cannot be reached, by the driver and by Prisma', async (connectionString) => {
    const pool = new pg.Pool({ connectionString });
    const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
    expect(statusOf(await reasonOf(pool.query('SELECT 1')))).toBe(503);
    expect(statusOf(await reasonOf(prisma.user.findFirst()))).toBe(503);
    await prisma.$disconnect();
    if (!pool.ended) await pool.end();
    expect(statusOf(await reasonOf(pool.query('SELECT 1')))).toBe(503);
  });

  it.each(['08006', '28P01', '3D000', '53300', '57P01', '57P03', '57014', '25006', '40001', '40P01', '55P03'])(
    'are 503 for SQLSTATE %s',
    (state) => {
      expect(statusOf(withCode(state))).toBe(503);
    },
  );

  it.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'P1001', 'P2024'])(
    'are 503 for %s',
    (code) => {
      expect(statusOf(withCode(code))).toBe(503);
    },
  );

  it.each([
    ['22021', 400],
    ['22003', 400],
    ['54000', 400],
    ['23503', 400],
    ['23505', 409],
    ['23502', 500],
    ['42P01', 500],
    ['P0001', 500],
    ['XX000', 500],
  ])('of SQLSTATE %s are %i, however deep they are', (state, status) => {
    expect(statusOf(withCode(state))).toBe(status);
    const inPrisma = withCode('P2010', { meta: { driverAdapterError: { cause: { originalCode: state } } } });
    expect(statusOf(inPrisma)).toBe(status);
    expect(sqlStateOf(inPrisma)).toBe(state);
  });

  it.each(['ENOENT', 'EPERM', 'EBUSY', 'ERR_INVALID_ARG_TYPE'])('are not meant by %s', (code) => {
    expect(databaseErrorToApiError(withCode(code))).toBeNull();
  });

  it.each([undefined, null, 'text', 42, {}])('are not meant by %s', (value) => {
    expect(databaseErrorToApiError(value)).toBeNull();
  });
});
