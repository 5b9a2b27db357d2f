import type { ManagedUserOutput } from './oauth-client-users.dto.js';
import type { ManagedUserRow } from './oauth-client-users.repository.js';

/** A user as the API shows it. `metadata` is left out when there is none; the keys are in the contract's order. */
export function toManagedUserOutput(user: ManagedUserRow): ManagedUserOutput {
  const output: ManagedUserOutput = {
    id: user.id,
    email: user.email,
    username: user.username,
    name: user.name,
    bio: user.bio,
    timeZone: user.timeZone,
    weekStart: user.weekStart,
    createdDate: user.createdAt.toISOString(),
    timeFormat: user.timeFormat,
    defaultScheduleId: user.defaultScheduleId,
    locale: user.locale,
    avatarUrl: user.avatarUrl,
  };
  if (user.metadata !== null) output.metadata = user.metadata;
  return output;
}
