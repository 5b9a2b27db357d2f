-- Keys may belong to others than clients: whoever books without credentials has none.
-- DropForeignKey
ALTER TABLE "idempotency_keys" DROP CONSTRAINT "idempotency_keys_client_id_fkey";

-- CreateIndex
CREATE INDEX "users_username_idx" ON "users"("username");
