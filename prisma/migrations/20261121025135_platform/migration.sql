-- CreateTable
CREATE TABLE "authorization_codes" (
    "code_hash" BYTEA NOT NULL,
    "client_id" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "authorization_codes_pkey" PRIMARY KEY ("code_hash")
);

-- CreateTable
CREATE TABLE "third_party_clients" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "secret_hash" BYTEA,
    "redirect_uris" TEXT[],
    "logo" TEXT,
    "is_trusted" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "third_party_clients_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "third_party_codes" (
    "code_hash" BYTEA NOT NULL,
    "client_id" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "redirect_uri" TEXT NOT NULL,
    "scopes" TEXT[],
    "code_challenge" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "third_party_codes_pkey" PRIMARY KEY ("code_hash")
);

-- CreateTable
CREATE TABLE "webhooks" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "oauth_client_id" TEXT,
    "subscriber_url" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "triggers" TEXT[],
    "payload_template" TEXT,
    "sealed_secret" BYTEA,
    "version" TEXT NOT NULL DEFAULT '2021-10-20',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhooks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_events" (
    "id" BIGSERIAL NOT NULL,
    "organization_id" INTEGER,
    "oauth_client_id" TEXT,
    "action" TEXT NOT NULL,
    "actor_method" TEXT,
    "actor_user_id" INTEGER,
    "target_id" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credential_changes" (
    "id" BIGSERIAL NOT NULL,
    "xid" xid8 NOT NULL DEFAULT pg_current_xact_id(),
    "key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credential_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit_counters" (
    "key" TEXT NOT NULL,
    "hits" INTEGER NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "blocked" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "rate_limit_counters_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "authorization_codes_client_id_idx" ON "authorization_codes"("client_id");

-- CreateIndex
CREATE INDEX "authorization_codes_expires_at_idx" ON "authorization_codes"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "authorization_codes_user_id_client_id_key" ON "authorization_codes"("user_id", "client_id");

-- CreateIndex
CREATE INDEX "third_party_codes_client_id_idx" ON "third_party_codes"("client_id");

-- CreateIndex
CREATE INDEX "third_party_codes_user_id_idx" ON "third_party_codes"("user_id");

-- CreateIndex
CREATE INDEX "third_party_codes_expires_at_idx" ON "third_party_codes"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "webhooks_oauth_client_id_subscriber_url_key" ON "webhooks"("oauth_client_id", "subscriber_url");

-- CreateIndex
CREATE INDEX "audit_events_oauth_client_id_id_idx" ON "audit_events"("oauth_client_id", "id");

-- CreateIndex
CREATE INDEX "audit_events_organization_id_id_idx" ON "audit_events"("organization_id", "id");

-- DropIndex
DROP INDEX "api_key_rate_limits_api_key_id_idx";

-- CreateIndex
CREATE UNIQUE INDEX "api_key_rate_limits_api_key_id_name_key" ON "api_key_rate_limits"("api_key_id", "name");

-- CreateIndex
CREATE INDEX "credential_changes_xid_idx" ON "credential_changes"("xid");

-- CreateIndex
CREATE INDEX "rate_limit_counters_until_idx" ON "rate_limit_counters"("until");

-- AddForeignKey
ALTER TABLE "authorization_codes" ADD CONSTRAINT "authorization_codes_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "oauth_clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "authorization_codes" ADD CONSTRAINT "authorization_codes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "third_party_codes" ADD CONSTRAINT "third_party_codes_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "third_party_clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "third_party_codes" ADD CONSTRAINT "third_party_codes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_oauth_client_id_fkey" FOREIGN KEY ("oauth_client_id") REFERENCES "oauth_clients"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema cannot say:

-- Counters may be lost in a crash, so they need not be written ahead.
ALTER TABLE "rate_limit_counters" SET UNLOGGED;

-- Audit events are only ever added.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% cannot be changed, only added to', TG_TABLE_NAME;
END $$;
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_events"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Every change of a credential is noted in the transaction that makes it, whoever makes it.
CREATE FUNCTION note_client_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO credential_changes (key) VALUES ('client:' || OLD.id);
  RETURN NULL;
END $$;
CREATE TRIGGER oauth_clients_changed AFTER UPDATE OR DELETE ON "oauth_clients"
  FOR EACH ROW EXECUTE FUNCTION note_client_change();

CREATE FUNCTION note_client_secret_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO credential_changes (key) VALUES ('client:' || coalesce(NEW.client_id, OLD.client_id));
  RETURN NULL;
END $$;
CREATE TRIGGER oauth_client_secrets_changed AFTER INSERT OR UPDATE OR DELETE ON "oauth_client_secrets"
  FOR EACH ROW EXECUTE FUNCTION note_client_secret_change();

CREATE FUNCTION note_api_key_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Also for a new key: it may be remembered as unknown.
  INSERT INTO credential_changes (key) VALUES ('key:' || coalesce(OLD.hashed_key, NEW.hashed_key));
  RETURN NULL;
END $$;
CREATE TRIGGER api_keys_changed AFTER INSERT OR UPDATE OR DELETE ON "api_keys"
  FOR EACH ROW EXECUTE FUNCTION note_api_key_change();

CREATE FUNCTION note_api_key_limit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO credential_changes (key)
    SELECT 'key:' || hashed_key FROM api_keys WHERE id = coalesce(NEW.api_key_id, OLD.api_key_id);
  RETURN NULL;
END $$;
CREATE TRIGGER api_key_rate_limits_changed AFTER INSERT OR UPDATE OR DELETE ON "api_key_rate_limits"
  FOR EACH ROW EXECUTE FUNCTION note_api_key_limit_change();

-- An advanced session stays the same credential; an ended one does not.
CREATE FUNCTION note_session_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO credential_changes (key) VALUES ('session:' || OLD.id);
  RETURN NULL;
END $$;
CREATE TRIGGER token_sessions_ended AFTER DELETE ON "token_sessions"
  FOR EACH ROW EXECUTE FUNCTION note_session_end();

-- What a person may do shows in all credentials of that person, and in the clients that act as an owner.
CREATE FUNCTION note_person_change(person int) RETURNS void LANGUAGE sql AS $$
  INSERT INTO credential_changes (key)
    SELECT 'key:' || hashed_key FROM api_keys WHERE user_id = person
    UNION ALL SELECT 'session:' || id FROM token_sessions WHERE user_id = person
    UNION ALL SELECT 'client:' || c.id FROM oauth_clients c JOIN memberships m USING (organization_id)
      WHERE m.user_id = person AND m.role <> 'MEMBER'
$$;
CREATE FUNCTION note_user_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM note_person_change(NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER users_changed AFTER UPDATE OF "locked", "role", "organization_id" ON "users"
  FOR EACH ROW EXECUTE FUNCTION note_user_change();

CREATE FUNCTION note_membership_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM note_person_change(coalesce(NEW.user_id, OLD.user_id));
  IF TG_OP <> 'INSERT' AND OLD.role <> 'MEMBER' THEN
    INSERT INTO credential_changes (key) SELECT 'client:' || id FROM oauth_clients WHERE organization_id = OLD.organization_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER memberships_added AFTER INSERT ON "memberships"
  FOR EACH ROW WHEN (NEW.role <> 'MEMBER') EXECUTE FUNCTION note_membership_change();
CREATE TRIGGER memberships_changed AFTER UPDATE OR DELETE ON "memberships"
  FOR EACH ROW EXECUTE FUNCTION note_membership_change();

CREATE FUNCTION note_organization_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO credential_changes (key)
    SELECT 'client:' || id FROM oauth_clients WHERE organization_id = OLD.id
    UNION ALL SELECT 'key:' || hashed_key FROM api_keys WHERE organization_id = OLD.id
    UNION ALL SELECT 'key:' || k.hashed_key FROM api_keys k JOIN users u ON u.id = k.user_id
      WHERE k.organization_id IS NULL AND u.organization_id = OLD.id;
  RETURN NULL;
END $$;
CREATE TRIGGER organizations_changed AFTER UPDATE OF "is_platform" ON "organizations"
  FOR EACH ROW EXECUTE FUNCTION note_organization_change();
