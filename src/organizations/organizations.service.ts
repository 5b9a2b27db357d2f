import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { mayManageAll } from '../auth/organization-role.js';
import { ApiError } from '../common/api-error.js';

/** What members may ask about their organization. */
@Injectable()
export class OrganizationsService {
  /**
   * The teams to which the caller belongs. Nobody belongs to one.
   *
   * @throws ApiError 403 for who is no member of the organization, whether or not there is one.
   */
  listTeamsOf(caller: Caller, organizationId: number): Promise<never[]> {
    const isOwn = caller.organizationId === organizationId && caller.membership?.accepted === true;
    if (!isOwn && !mayManageAll(caller)) {
      // improve: organizations.unknown — the original tells strangers which organizations there are.
      throw ApiError.forbidden(`RolesGuard - User is not a member of the organization with id=${organizationId}.`);
    }
    return Promise.resolve([]);
  }
}
