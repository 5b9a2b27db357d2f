import { Module } from '@nestjs/common';
import { AppCredentialsModule } from '../app-credentials/app-credentials.module.js';
import { DestinationCalendarsController } from '../destination-calendars/destination-calendars.controller.js';
import { DestinationCalendarsRepository } from '../destination-calendars/destination-calendars.repository.js';
import { DestinationCalendarsService } from '../destination-calendars/destination-calendars.service.js';
import { SelectedCalendarsController } from '../selected-calendars/selected-calendars.controller.js';
import { SelectedCalendarsRepository } from '../selected-calendars/selected-calendars.repository.js';
import { SelectedCalendarsService } from '../selected-calendars/selected-calendars.service.js';
import { CalendarBusyTimes } from '../slots/calendar-busy-times.js';
import { AccountCalendarsService } from './account-calendars.service.js';
import { BusyTimesService } from './busy-times.service.js';
import { CalUnifiedCalendarsController } from './cal-unified-calendars.controller.js';
import { CalDavProvider } from './caldav.provider.js';
import { CalendarConnectionsService } from './calendar-connections.service.js';
import { CalendarOAuthService } from './calendar-oauth.service.js';
import { CalendarOutboxService } from './calendar-outbox.service.js';
import { CalendarProviders } from './calendar-providers.service.js';
import { CalendarWritesWorker } from './calendar-writes-worker.service.js';
import { CalendarWritesRepository } from './calendar-writes.repository.js';
import { CalendarWritesService } from './calendar-writes.service.js';
import { CalendarsController } from './calendars.controller.js';
import { CalendarsService } from './calendars.service.js';
import { ExternalBusyTimesService } from './external-busy-times.service.js';
import { GcalController } from './gcal.controller.js';
import { GoogleCalendarProvider } from './google-calendar.provider.js';
import { HostBusyTimes } from './host-busy-times.service.js';
import { IcsFeedProvider } from './ics-feed.provider.js';
import { IcsReader } from './ics-reader.service.js';
import { Office365CalendarProvider } from './office365-calendar.provider.js';
import { UnifiedCalendarsService } from './unified-calendars.service.js';

@Module({
  imports: [AppCredentialsModule],
  controllers: [
    CalendarsController,
    CalUnifiedCalendarsController,
    GcalController,
    SelectedCalendarsController,
    DestinationCalendarsController,
  ],
  providers: [
    CalendarOutboxService,
    CalendarWritesWorker,
    CalendarWritesService,
    CalendarWritesRepository,
    CalendarsService,
    AccountCalendarsService,
    BusyTimesService,
    ExternalBusyTimesService,
    { provide: CalendarBusyTimes, useClass: HostBusyTimes },
    CalendarConnectionsService,
    UnifiedCalendarsService,
    CalendarOAuthService,
    CalendarProviders,
    IcsFeedProvider,
    IcsReader,
    CalDavProvider,
    GoogleCalendarProvider,
    Office365CalendarProvider,
    SelectedCalendarsService,
    SelectedCalendarsRepository,
    DestinationCalendarsService,
    DestinationCalendarsRepository,
  ],
  exports: [CalendarBusyTimes, CalendarOutboxService],
})
export class CalendarsModule {}
