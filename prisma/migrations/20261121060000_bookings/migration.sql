-- CreateEnum
CREATE TYPE "booking_status" AS ENUM ('PENDING', 'ACCEPTED', 'CANCELLED', 'REJECTED', 'AWAITING_HOST');

-- CreateEnum
CREATE TYPE "delivery_status" AS ENUM ('PENDING', 'DELIVERED', 'FAILED');

-- AlterTable
ALTER TABLE "webhooks" ADD COLUMN     "failing_since" TIMESTAMPTZ(3),
ADD COLUMN     "user_id" INTEGER;

-- CreateTable
CREATE TABLE "out_of_office_entries" (
    "id" SERIAL NOT NULL,
    "uuid" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" INTEGER NOT NULL,
    "to_user_id" INTEGER,
    "start_date" DATE NOT NULL,
    "end_date" DATE NOT NULL,
    "notes" TEXT,
    "reason" TEXT NOT NULL DEFAULT 'unspecified',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "out_of_office_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "slot_reservations" (
    "id" SERIAL NOT NULL,
    "uid" TEXT NOT NULL,
    "event_type_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "slot_start" TIMESTAMPTZ(3) NOT NULL,
    "slot_end" TIMESTAMPTZ(3) NOT NULL,
    "release_at" TIMESTAMPTZ(3) NOT NULL,
    "is_seat" BOOLEAN NOT NULL DEFAULT false,
    "exclusive" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "slot_reservations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bookings" (
    "id" SERIAL NOT NULL,
    "uid" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "event_type_id" INTEGER,
    "status" "booking_status" NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT,
    "start_time" TIMESTAMPTZ(3) NOT NULL,
    "end_time" TIMESTAMPTZ(3) NOT NULL,
    "occupied_from" TIMESTAMPTZ(3) NOT NULL,
    "occupied_to" TIMESTAMPTZ(3) NOT NULL,
    "holds_slot" BOOLEAN NOT NULL DEFAULT false,
    "location" TEXT,
    "responses" JSONB NOT NULL,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "cancellation_reason" TEXT,
    "cancelled_by_email" TEXT,
    "rejection_reason" TEXT,
    "rescheduling_reason" TEXT,
    "rescheduled_by_email" TEXT,
    "rescheduled_from_uid" TEXT,
    "rescheduled_to_uid" TEXT,
    "recurring_uid" TEXT,
    "ical_uid" TEXT NOT NULL,
    "ical_sequence" INTEGER NOT NULL DEFAULT 0,
    "absent_host" BOOLEAN NOT NULL DEFAULT false,
    "oauth_client_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bookings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attendees" (
    "id" SERIAL NOT NULL,
    "booking_id" INTEGER NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "phone_number" TEXT,
    "absent" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "attendees_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "booking_seats" (
    "id" SERIAL NOT NULL,
    "seat_uid" TEXT NOT NULL,
    "booking_id" INTEGER NOT NULL,
    "attendee_id" INTEGER NOT NULL,
    "responses" JSONB NOT NULL,
    "metadata" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "booking_seats_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "booking_references" (
    "id" SERIAL NOT NULL,
    "booking_id" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "uid" TEXT NOT NULL,
    "external_calendar_id" TEXT,
    "credential_id" INTEGER,

    CONSTRAINT "booking_references_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_deliveries" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "webhook_id" UUID NOT NULL,
    "trigger" TEXT NOT NULL,
    "booking_uid" TEXT,
    "payload" JSONB NOT NULL,
    "status" "delivery_status" NOT NULL DEFAULT 'PENDING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_attempts" (
    "id" BIGSERIAL NOT NULL,
    "delivery_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "status_code" INTEGER,
    "error" TEXT,
    "response_body" TEXT,

    CONSTRAINT "webhook_attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outgoing_mails" (
    "id" BIGSERIAL NOT NULL,
    "sealed" BYTEA NOT NULL,
    "status" "delivery_status" NOT NULL DEFAULT 'PENDING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "outgoing_mails_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "app_credentials" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "app_id" TEXT NOT NULL,
    "sealed_key" BYTEA NOT NULL,
    "invalid" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_credentials_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "selected_calendars" (
    "user_id" INTEGER NOT NULL,
    "integration" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "credential_id" INTEGER NOT NULL,

    CONSTRAINT "selected_calendars_pkey" PRIMARY KEY ("user_id","integration","external_id")
);

-- CreateTable
CREATE TABLE "destination_calendars" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "integration" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "primary_email" TEXT,
    "credential_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "destination_calendars_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verified_emails" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "email" TEXT NOT NULL,
    "proven" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verified_emails_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "out_of_office_entries_uuid_key" ON "out_of_office_entries"("uuid");

-- CreateIndex
CREATE INDEX "out_of_office_entries_to_user_id_idx" ON "out_of_office_entries"("to_user_id");

-- CreateIndex
CREATE UNIQUE INDEX "out_of_office_entries_user_id_start_date_end_date_key" ON "out_of_office_entries"("user_id", "start_date", "end_date");

-- CreateIndex
CREATE INDEX "slot_reservations_user_id_slot_start_idx" ON "slot_reservations"("user_id", "slot_start");

-- CreateIndex
CREATE INDEX "slot_reservations_event_type_id_slot_start_idx" ON "slot_reservations"("event_type_id", "slot_start");

-- CreateIndex
CREATE INDEX "slot_reservations_release_at_idx" ON "slot_reservations"("release_at");

-- CreateIndex
CREATE UNIQUE INDEX "slot_reservations_uid_user_id_slot_start_slot_end_key" ON "slot_reservations"("uid", "user_id", "slot_start", "slot_end");

-- CreateIndex
CREATE UNIQUE INDEX "bookings_uid_key" ON "bookings"("uid");

-- CreateIndex
CREATE INDEX "bookings_user_id_start_time_idx" ON "bookings"("user_id", "start_time");

-- CreateIndex
CREATE INDEX "bookings_event_type_id_start_time_idx" ON "bookings"("event_type_id", "start_time");

-- CreateIndex
CREATE INDEX "bookings_recurring_uid_idx" ON "bookings"("recurring_uid");

-- CreateIndex
CREATE INDEX "attendees_booking_id_idx" ON "attendees"("booking_id");

-- CreateIndex
CREATE INDEX "attendees_email_idx" ON "attendees"("email");

-- CreateIndex
CREATE UNIQUE INDEX "booking_seats_seat_uid_key" ON "booking_seats"("seat_uid");

-- CreateIndex
CREATE UNIQUE INDEX "booking_seats_attendee_id_key" ON "booking_seats"("attendee_id");

-- CreateIndex
CREATE INDEX "booking_seats_booking_id_idx" ON "booking_seats"("booking_id");

-- CreateIndex
CREATE INDEX "booking_references_booking_id_idx" ON "booking_references"("booking_id");

-- CreateIndex
CREATE INDEX "booking_references_credential_id_idx" ON "booking_references"("credential_id");

-- CreateIndex
CREATE INDEX "webhook_deliveries_status_due_at_idx" ON "webhook_deliveries"("status", "due_at");

-- CreateIndex
CREATE INDEX "webhook_deliveries_webhook_id_created_at_idx" ON "webhook_deliveries"("webhook_id", "created_at");

-- CreateIndex
CREATE INDEX "webhook_deliveries_booking_uid_idx" ON "webhook_deliveries"("booking_uid");

-- CreateIndex
CREATE INDEX "webhook_attempts_delivery_id_idx" ON "webhook_attempts"("delivery_id");

-- CreateIndex
CREATE INDEX "outgoing_mails_status_due_at_idx" ON "outgoing_mails"("status", "due_at");

-- CreateIndex
CREATE INDEX "app_credentials_user_id_type_idx" ON "app_credentials"("user_id", "type");

-- CreateIndex
CREATE INDEX "selected_calendars_credential_id_idx" ON "selected_calendars"("credential_id");

-- CreateIndex
CREATE UNIQUE INDEX "destination_calendars_user_id_key" ON "destination_calendars"("user_id");

-- CreateIndex
CREATE INDEX "destination_calendars_credential_id_idx" ON "destination_calendars"("credential_id");

-- CreateIndex
CREATE UNIQUE INDEX "verified_emails_user_id_email_key" ON "verified_emails"("user_id", "email");

-- CreateIndex
CREATE UNIQUE INDEX "webhooks_user_id_subscriber_url_key" ON "webhooks"("user_id", "subscriber_url");

-- AddForeignKey
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "out_of_office_entries" ADD CONSTRAINT "out_of_office_entries_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "out_of_office_entries" ADD CONSTRAINT "out_of_office_entries_to_user_id_fkey" FOREIGN KEY ("to_user_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slot_reservations" ADD CONSTRAINT "slot_reservations_event_type_id_fkey" FOREIGN KEY ("event_type_id") REFERENCES "event_types"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "slot_reservations" ADD CONSTRAINT "slot_reservations_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_event_type_id_fkey" FOREIGN KEY ("event_type_id") REFERENCES "event_types"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attendees" ADD CONSTRAINT "attendees_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking_seats" ADD CONSTRAINT "booking_seats_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking_seats" ADD CONSTRAINT "booking_seats_attendee_id_fkey" FOREIGN KEY ("attendee_id") REFERENCES "attendees"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking_references" ADD CONSTRAINT "booking_references_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking_references" ADD CONSTRAINT "booking_references_credential_id_fkey" FOREIGN KEY ("credential_id") REFERENCES "app_credentials"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhooks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_attempts" ADD CONSTRAINT "webhook_attempts_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "webhook_deliveries"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "app_credentials" ADD CONSTRAINT "app_credentials_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "selected_calendars" ADD CONSTRAINT "selected_calendars_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "selected_calendars" ADD CONSTRAINT "selected_calendars_credential_id_fkey" FOREIGN KEY ("credential_id") REFERENCES "app_credentials"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "destination_calendars" ADD CONSTRAINT "destination_calendars_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "destination_calendars" ADD CONSTRAINT "destination_calendars_credential_id_fkey" FOREIGN KEY ("credential_id") REFERENCES "app_credentials"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verified_emails" ADD CONSTRAINT "verified_emails_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Two accepted bookings of one host never overlap, nor do their buffers. Ranges of one number stand for the ids, so that
-- no extension is needed.
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_one_at_a_time" EXCLUDE USING gist
  (int4range("user_id", "user_id", '[]') WITH &&, tstzrange("occupied_from", "occupied_to") WITH &&)
  WHERE ("status" = 'ACCEPTED');

-- Where waiting for confirmation keeps the slot, no two of an event type wait for the same time.
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_held_slots" EXCLUDE USING gist
  (int4range("event_type_id", "event_type_id", '[]') WITH &&, tstzrange("occupied_from", "occupied_to") WITH &&)
  WHERE ("holds_slot" AND "status" IN ('PENDING', 'ACCEPTED'));

-- Expired reservations are deleted before a new one is made; a constraint cannot look at the clock.
ALTER TABLE "slot_reservations" ADD CONSTRAINT "slot_reservations_one_at_a_time" EXCLUDE USING gist
  (int4range("event_type_id", "event_type_id", '[]') WITH &&, tstzrange("slot_start", "slot_end") WITH &&)
  WHERE ("exclusive");

ALTER TABLE "bookings" ADD CONSTRAINT "bookings_times" CHECK ("start_time" < "end_time"
  AND "occupied_from" <= "start_time" AND "end_time" <= "occupied_to");
ALTER TABLE "slot_reservations" ADD CONSTRAINT "slot_reservations_times" CHECK ("slot_start" < "slot_end");
