import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuthGuard } from './auth/auth.guard.js';
import { AuthModule } from './auth/auth.module.js';
import { CleanupModule } from './cleanup/cleanup.module.js';
import { ConfigModule } from './config/config.module.js';
import type { Settings } from './config/settings.js';
import { CredentialsModule } from './credentials/credentials.module.js';
import { DatabaseModule } from './database/database.module.js';
import { HealthModule } from './health/health.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { OAuthClientUsersModule } from './oauth-client-users/oauth-client-users.module.js';
import { OAuthModule } from './oauth/oauth.module.js';
import { RateLimitGuard } from './rate-limits/rate-limit.guard.js';
import { RateLimitsModule } from './rate-limits/rate-limits.module.js';
import { SecretsModule } from './secrets/secrets.module.js';
import { SetupModule } from './setup/setup.module.js';

@Module({
  imports: [
    DatabaseModule,
    SecretsModule,
    MetricsModule,
    CredentialsModule,
    AuthModule,
    RateLimitsModule,
    CleanupModule,
    HealthModule,
    OAuthClientUsersModule,
    OAuthModule,
    SetupModule,
  ],
  // In this order: every request is counted before it is looked at.
  providers: [
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_GUARD, useClass: AuthGuard },
  ],
})
export class AppModule {
  static with(settings: Settings): DynamicModule {
    return { module: AppModule, imports: [ConfigModule.with(settings)] };
  }
}
