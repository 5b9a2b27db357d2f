-- AlterTable
ALTER TABLE "event_types" ADD COLUMN     "locked_time_zone" TEXT,
ADD COLUMN     "other_settings" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "requires_cancellation_reason" TEXT NOT NULL DEFAULT 'MANDATORY_HOST_ONLY',
ADD COLUMN     "time_zone" TEXT;

-- CreateIndex
CREATE INDEX "users_username_idx" ON "users"("username");
