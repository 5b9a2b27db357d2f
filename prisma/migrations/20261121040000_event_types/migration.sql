-- AlterTable
ALTER TABLE "event_types" ADD COLUMN     "after_event_buffer" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "allow_rescheduling_cancelled_bookings" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "allow_rescheduling_past_bookings" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "before_event_buffer" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "booker_layouts" JSONB,
ADD COLUMN     "booking_fields" JSONB,
ADD COLUMN     "booking_limits" JSONB,
ADD COLUMN     "booking_requires_authentication" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "cal_video_settings" JSONB,
ADD COLUMN     "color" JSONB,
ADD COLUMN     "confirmation_blocks_slot" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "confirmation_threshold" JSONB,
ADD COLUMN     "description" TEXT,
ADD COLUMN     "disable_cancelling" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "disable_guests" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "disable_rescheduling" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "duration_limits" JSONB,
ADD COLUMN     "event_name" TEXT,
ADD COLUMN     "hide_calendar_event_details" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "hide_calendar_notes" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "hide_organizer_email" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "interface_language" TEXT,
ADD COLUMN     "length_options" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
ADD COLUMN     "lock_time_zone_toggle" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "max_active_bookings" INTEGER,
ADD COLUMN     "minimum_reschedule_notice" INTEGER,
ADD COLUMN     "offer_reschedule" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "offset_start" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "only_first_slot" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "period_count_calendar_days" BOOLEAN,
ADD COLUMN     "period_days" INTEGER,
ADD COLUMN     "period_end_date" DATE,
ADD COLUMN     "period_start_date" DATE,
ADD COLUMN     "period_type" TEXT NOT NULL DEFAULT 'UNLIMITED',
ADD COLUMN     "position" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "recurring_event" JSONB,
ADD COLUMN     "requires_booker_email_verification" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "requires_confirmation" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "schedule_id" INTEGER,
ADD COLUMN     "seats_per_time_slot" INTEGER,
ADD COLUMN     "seats_show_attendees" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "seats_show_availability" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "send_transcription_emails" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "show_optimized_slots" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "slot_interval" INTEGER,
ADD COLUMN     "success_redirect_url" TEXT;

-- AlterTable
ALTER TABLE "webhooks" ADD COLUMN     "event_type_id" INTEGER;

-- CreateTable
CREATE TABLE "private_links" (
    "id" SERIAL NOT NULL,
    "event_type_id" INTEGER NOT NULL,
    "link" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "max_usage_count" INTEGER,
    "usage_count" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "private_links_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "private_links_link_key" ON "private_links"("link");

-- CreateIndex
CREATE INDEX "private_links_event_type_id_idx" ON "private_links"("event_type_id");

-- CreateIndex
CREATE INDEX "event_types_schedule_id_idx" ON "event_types"("schedule_id");

-- CreateIndex
CREATE UNIQUE INDEX "webhooks_event_type_id_subscriber_url_key" ON "webhooks"("event_type_id", "subscriber_url");

-- AddForeignKey
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_event_type_id_fkey" FOREIGN KEY ("event_type_id") REFERENCES "event_types"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_types" ADD CONSTRAINT "event_types_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "schedules"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "private_links" ADD CONSTRAINT "private_links_event_type_id_fkey" FOREIGN KEY ("event_type_id") REFERENCES "event_types"("id") ON DELETE CASCADE ON UPDATE CASCADE;
