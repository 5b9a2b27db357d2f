-- DropIndex
DROP INDEX "app_credentials_user_id_type_idx";

-- AlterTable
ALTER TABLE "app_credentials" ADD COLUMN     "account" TEXT;

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "default_conferencing" TEXT;

-- CreateTable
CREATE TABLE "calendar_writes" (
    "booking_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leased_until" TIMESTAMPTZ(3),

    CONSTRAINT "calendar_writes_pkey" PRIMARY KEY ("booking_id")
);

-- CreateIndex
CREATE INDEX "calendar_writes_due_at_idx" ON "calendar_writes"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "app_credentials_user_id_type_account_key" ON "app_credentials"("user_id", "type", "account");

-- AddForeignKey
ALTER TABLE "calendar_writes" ADD CONSTRAINT "calendar_writes_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings"("id") ON DELETE CASCADE ON UPDATE CASCADE;
