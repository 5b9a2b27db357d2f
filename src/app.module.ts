import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ApiKeysModule } from './api-keys/api-keys.module.js';
import { AuditModule } from './audit/audit.module.js';
import { AuthGuard } from './auth/auth.guard.js';
import { AuthModule } from './auth/auth.module.js';
import { CalendarsModule } from './calendars/calendars.module.js';
import { BookingReadsModule } from './bookings/booking-reads.module.js';
import { BookingDetailsModule } from './bookings/booking-details.module.js';
import { CleanupModule } from './cleanup/cleanup.module.js';
import { BookingsModule_2024_04_15 } from './bookings/bookings-2024-04-15.module.js';
import { BookingsModule } from './bookings/bookings.module.js';
import { ConfigModule } from './config/config.module.js';
import type { Settings } from './config/settings.js';
import { ConferencingModule } from './conferencing/conferencing.module.js';
import { CredentialsModule } from './credentials/credentials.module.js';
import { DatabaseModule } from './database/database.module.js';
import { PrivateLinksModule } from './event-type-private-links/private-links.module.js';
import { EventTypeWebhooksModule } from './event-type-webhooks/event-type-webhooks.module.js';
import { EmailVerificationModule } from './email-verification/email-verification.module.js';
import { EventTypesModule } from './event-types/event-types.module.js';
import { HealthModule } from './health/health.module.js';
import { MeModule } from './me/me.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { OAuthClientUsersModule } from './oauth-client-users/oauth-client-users.module.js';
import { OAuthClientWebhooksModule } from './oauth-client-webhooks/oauth-client-webhooks.module.js';
import { OAuthClientsModule } from './oauth-clients/oauth-clients.module.js';
import { OAuthModule } from './oauth/oauth.module.js';
import { OrganizationsModule } from './organizations/organizations.module.js';
import { OutOfOfficeModule } from './out-of-office/out-of-office.module.js';
import { ProviderModule } from './provider/provider.module.js';
import { RateLimitGuard } from './rate-limits/rate-limit.guard.js';
import { RateLimitsModule } from './rate-limits/rate-limits.module.js';
import { SchedulesModule } from './schedules/schedules.module.js';
import { SecretsModule } from './secrets/secrets.module.js';
import { SetupModule } from './setup/setup.module.js';
import { type TestDoubles, TestingModule } from './testing/testing.module.js';
import { SlotsModule } from './slots/slots.module.js';
import { ThirdPartyOAuthModule } from './third-party-oauth/third-party-oauth.module.js';
import { StripeModule } from './stripe/stripe.module.js';
import { TimezonesModule } from './timezones/timezones.module.js';
import { VerifiedResourcesModule } from './verified-resources/verified-resources.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

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
    OAuthClientsModule,
    OAuthClientUsersModule,
    OAuthClientWebhooksModule,
    ApiKeysModule,
    AuditModule,
    OAuthModule,
    ProviderModule,
    MeModule,
    BookingReadsModule,
    BookingDetailsModule,
    EventTypesModule,
    PrivateLinksModule,
    WebhooksModule,
    EventTypeWebhooksModule,
    ThirdPartyOAuthModule,
    SchedulesModule,
    BookingsModule,
    BookingsModule_2024_04_15,
    TimezonesModule,
    CalendarsModule,
    ConferencingModule,
    StripeModule,
    OrganizationsModule,
    SlotsModule,
    OutOfOfficeModule,
    EmailVerificationModule,
    VerifiedResourcesModule,
    SetupModule,
  ],
  // In this order: every request is counted before it is looked at.
  providers: [
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_GUARD, useClass: AuthGuard },
  ],
})
export class AppModule {
  /** @param testing replaces time and the mail server, and adds the routes under /testing. */
  static with(settings: Settings, testing?: TestDoubles): DynamicModule {
    const doubles = testing ? [TestingModule.with(testing)] : [];
    return { module: AppModule, imports: [ConfigModule.with(settings, testing?.clock), ...doubles] };
  }
}
