import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/api-error.js';
import { violatedConstraint } from '../database/database-error.js';
import { deriveUsername } from '../oauth-client-users/derive-username.js';
import { isEmailAddress, requireAddressInClient } from '../oauth-client-users/email-address.js';
import type { UpdateManagedUserInput } from '../oauth-client-users/oauth-client-users.dto.js';
import { SchedulesRepository } from '../schedules/schedules.repository.js';
import { MeOutput } from './me.dto.js';
import { MeRepository, type PersonPatch, type PersonStanding } from './me.repository.js';

/** How often a change is tried again when somebody else took the username in the meantime. */
const USERNAME_ATTEMPTS = 5;

/** The user behind the credentials; with client credentials that is the organization's owner. */
@Injectable()
export class MeService {
  constructor(
    private readonly repository: MeRepository,
    private readonly schedules: SchedulesRepository,
  ) {}

  async get(userId: number): Promise<MeOutput> {
    return MeOutput.withOrganization((await this.repository.find(userId)) ?? gone());
  }

  /**
   * Changes what the input names. A new time zone changes that of the default schedule too.
   *
   * @throws ApiError 400 for an impossible address, 403 or 404 for a schedule that is not the user's, 409 when the address is taken.
   */
  async update(userId: number, input: UpdateManagedUserInput): Promise<MeOutput> {
    const standing = (await this.repository.findStanding(userId)) ?? gone();
    const { timeZone, defaultScheduleId } = input;
    if (timeZone !== undefined) await this.requireOwnSchedule(userId, standing.defaultScheduleId);
    // improve: managed-users.default-schedule — the original takes any number.
    await this.requireOwnSchedule(userId, defaultScheduleId);
    return this.decidingNames(userId, patchOf(input, standing));
  }

  /** Changes the user; once more when another took the username at the same time. A taken address is refused. */
  private async decidingNames(userId: number, patch: PersonPatch): Promise<MeOutput> {
    for (let attempt = 1; ; attempt++) {
      try {
        return MeOutput.of((await this.repository.update(userId, patch)) ?? gone());
      } catch (error) {
        const isUsernameTaken = violatedConstraint(error) === 'profiles_username_organization_id_key';
        if (!isUsernameTaken || attempt === USERNAME_ATTEMPTS) throw error;
      }
    }
  }

  private async requireOwnSchedule(userId: number, scheduleId: number | null | undefined): Promise<void> {
    if (typeof scheduleId !== 'number') return;
    const owner = await this.schedules.findOwner(scheduleId);
    if (owner === null) throw ApiError.notFound(`Schedule with ID=${scheduleId} does not exist.`);
    if (owner !== userId) {
      throw ApiError.forbidden(`User with ID=${userId} does not own schedule with ID=${scheduleId}`);
    }
  }
}

/** The address of a managed user names its client and gives the username; that of a person stays as given. */
function patchOf({ email: given, ...patch }: UpdateManagedUserInput, { oauthClientId }: PersonStanding): PersonPatch {
  if (given === undefined) return patch;
  if (oauthClientId === null) {
    if (!isEmailAddress(given)) throw ApiError.badRequest(`Invalid email ${given}`);
    return { ...patch, email: given };
  }
  // improve: me.email — the original stores the address as it is, and the client loses sight of its user.
  const email = requireAddressInClient(given, oauthClientId);
  return { ...patch, email, username: deriveUsername(email) };
}

/** The user was deleted while its credentials were still remembered. */
function gone(): never {
  throw ApiError.unauthorized('ApiAuthStrategy - bearer token - No user associated with the provided token');
}
