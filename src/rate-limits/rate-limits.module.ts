import { Global, Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { PrismaService } from '../database/prisma.service.js';
import { RateLimitService } from './rate-limit.service.js';
import { PostgresRateLimitStore, RateLimitStore } from './rate-limit-store.js';
import { RateLimitSyncService } from './rate-limit-sync.service.js';

@Global()
@Module({
  providers: [
    RateLimitService,
    RateLimitSyncService,
    { provide: RateLimitStore, inject: [SETTINGS, PrismaService], useFactory: createStore },
  ],
  exports: [RateLimitService],
})
export class RateLimitsModule {}

/** Redis when it is configured; its client is loaded only then. */
async function createStore({ redisUrl }: Settings, prisma: PrismaService): Promise<RateLimitStore> {
  if (!redisUrl) return new PostgresRateLimitStore(prisma);
  const { RedisRateLimitStore } = await import('./redis-rate-limit-store.js');
  const store = new RedisRateLimitStore(redisUrl);
  await store.connect();
  return store;
}
