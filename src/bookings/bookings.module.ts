import { Module } from '@nestjs/common';
import { CalendarOutboxService } from '../calendars/calendar-outbox.service.js';
import { CalendarsModule } from '../calendars/calendars.module.js';
import { IdempotencyModule } from '../idempotency/idempotency.module.js';
import { BookableEventTypesRepository } from './bookable-event-types.repository.js';
import { BookableEventTypesService } from './bookable-event-types.service.js';
import { EmailVerificationModule } from '../email-verification/email-verification.module.js';
import { BookingMails } from '../mails/booking-mails.service.js';
import { MailsModule } from '../mails/mails.module.js';
import { SlotsModule } from '../slots/slots.module.js';
import { BookerVerification } from './booker-verification.js';
import { BookingAdmissionService } from './booking-admission.service.js';
import { BookingLimitsRepository } from './booking-limits.repository.js';
import { BookingLimitsService } from './booking-limits.service.js';
import { BookingPlacementService } from './booking-placement.service.js';
import { BookingReadsModule } from './booking-reads.module.js';
import { BookingSeatsRepository } from './booking-seats.repository.js';
import { BookingSeatsService } from './booking-seats.service.js';
import { BookingDecisionsController_2024_08_13 } from './booking-decisions-2024-08-13.controller.js';
import { BOOKING_EVENT_RECORDERS, type BookingEventRecorder } from './booking-event.js';
import { BookingTimesService } from './booking-times.service.js';
import { BookingTransactionsService } from './booking-transactions.service.js';
import { BookingsController_2024_08_13 } from './bookings-2024-08-13.controller.js';
import { BookingsService_2024_08_13 } from './bookings-2024-08-13.service.js';
import { BookingsRepository } from './bookings.repository.js';
import { CreateBookingService } from './create-booking.service.js';
import { CancelBookingService } from './cancel-booking.service.js';
import { DecideBookingService } from './decide-booking.service.js';
import { MarkAbsentService } from './mark-absent.service.js';
import { MoveBookingService } from './move-booking.service.js';
import { ReassignBookingService } from './reassign-booking.service.js';
import { RescheduleBookingService } from './reschedule-booking.service.js';
import { HostQueue } from './host-queue.js';
import { WebhookOutboxService } from '../webhooks/webhook-outbox.service.js';
import { WebhooksModule } from '../webhooks/webhooks.module.js';

@Module({
  imports: [
    IdempotencyModule,
    SlotsModule,
    BookingReadsModule,
    EmailVerificationModule,
    MailsModule,
    WebhooksModule,
    CalendarsModule,
  ],
  controllers: [BookingsController_2024_08_13, BookingDecisionsController_2024_08_13],
  providers: [
    BookingsService_2024_08_13,
    CreateBookingService,
    RescheduleBookingService,
    MoveBookingService,
    CancelBookingService,
    DecideBookingService,
    MarkAbsentService,
    ReassignBookingService,
    BookableEventTypesService,
    BookableEventTypesRepository,
    BookingTimesService,
    BookingAdmissionService,
    BookingPlacementService,
    BookingLimitsService,
    BookingLimitsRepository,
    BookingSeatsService,
    BookingSeatsRepository,
    BookerVerification,
    BookingTransactionsService,
    HostQueue,
    BookingsRepository,
    {
      // In the order in which they write.
      provide: BOOKING_EVENT_RECORDERS,
      useFactory: (...recorders: BookingEventRecorder[]) => recorders,
      inject: [WebhookOutboxService, BookingMails, CalendarOutboxService],
    },
  ],
  exports: [
    BookingTransactionsService,
    CreateBookingService,
    RescheduleBookingService,
    CancelBookingService,
    MarkAbsentService,
    BookableEventTypesService,
  ],
})
export class BookingsModule {}
