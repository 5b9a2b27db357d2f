// Parts of the statements that change a user by a patch: a JSON object whose keys are the fields to change.

/** The wanted username, or the first of `wanted-2`, `wanted-3`, … that is free. Reads no further than needed. */
export const freeUsername = (wanted: string, organization: string, ownUser: string): string => `(
  SELECT candidate FROM (
    SELECT ${wanted} AS candidate
    UNION ALL SELECT ${wanted} || '-' || n FROM generate_series(2, 1000) n
  ) candidates
  WHERE NOT EXISTS (SELECT 1 FROM profiles p WHERE p.username = candidate AND p.organization_id = ${organization}
                    AND p.user_id IS DISTINCT FROM ${ownUser})
  LIMIT 1)`;

/** Assignments for `UPDATE users u`. Reads `patch`, and `username`: the one that is free, or null to keep it. */
export const PATCHED_COLUMNS = `
  email = CASE WHEN patch ? 'email' THEN patch ->> 'email' ELSE u.email END,
  username = coalesce(wish.username, u.username),
  name = CASE WHEN patch ? 'name' THEN patch ->> 'name' ELSE u.name END,
  bio = CASE WHEN patch ? 'bio' THEN patch ->> 'bio' ELSE u.bio END,
  avatar_url = CASE WHEN patch ? 'avatarUrl' THEN patch ->> 'avatarUrl' ELSE u.avatar_url END,
  time_zone = CASE WHEN patch ? 'timeZone' THEN patch ->> 'timeZone' ELSE u.time_zone END,
  week_start = CASE WHEN patch ? 'weekStart' THEN patch ->> 'weekStart' ELSE u.week_start END,
  time_format = CASE WHEN patch ? 'timeFormat' THEN (patch ->> 'timeFormat')::int ELSE u.time_format END,
  locale = CASE WHEN patch ? 'locale' THEN patch ->> 'locale' ELSE u.locale END,
  metadata = CASE WHEN patch ? 'metadata' THEN nullif(patch -> 'metadata', 'null') ELSE u.metadata END,
  default_schedule_id = CASE WHEN patch ? 'defaultScheduleId' THEN (patch ->> 'defaultScheduleId')::int
                             ELSE u.default_schedule_id END`;
