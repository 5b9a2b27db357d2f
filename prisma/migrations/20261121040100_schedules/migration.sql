-- DropIndex
DROP INDEX "schedules_user_id_idx";

-- CreateIndex
CREATE INDEX "schedules_user_id_id_idx" ON "schedules"("user_id", "id");

-- What no generation of the API accepts is in no row either, whoever writes it.
ALTER TABLE "availabilities"
  ADD CONSTRAINT "availabilities_days_check" CHECK (days <@ ARRAY[0, 1, 2, 3, 4, 5, 6]),
  ADD CONSTRAINT "availabilities_date_check" CHECK (date IS NULL OR days = '{}'),
  ADD CONSTRAINT "availabilities_range_check" CHECK (start_time <= end_time);
