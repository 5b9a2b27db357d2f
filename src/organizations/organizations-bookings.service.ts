import { Injectable } from '@nestjs/common';
import { BookingListsService, type BookingPage } from '../bookings/booking-lists.service.js';
import type {
  GetBookingsInput_2024_08_13,
  GetOrganizationsBookingsInput,
} from '../bookings/list-bookings-2024-08-13.dto.js';
import { ApiError } from '../common/api-error.js';
import { OrganizationsRepository } from './organizations.repository.js';

/** Lists of bookings for those in charge of an organization. */
@Injectable()
export class OrganizationsBookingsService {
  constructor(
    private readonly organizations: OrganizationsRepository,
    private readonly bookings: BookingListsService,
  ) {}

  /** Of all members or, with `userIds` in the query, of these. @throws ApiError 403 when one of them is no member. */
  async list(organizationId: number, query: GetOrganizationsBookingsInput): Promise<BookingPage> {
    const { userIds } = query;
    if (!userIds) return this.bookings.list({ userIds: [], organizationId }, query, organizationId);
    const members = await this.organizations.listMembersAmong(organizationId, userIds);
    if (members.length < new Set(userIds).size) {
      throw ApiError.forbidden('Provided user ids does not belong to the organization.');
    }
    return this.bookings.list({ userIds: members, organizationId: null }, query, organizationId);
  }

  async listOfMember(organizationId: number, userId: number, query: GetBookingsInput_2024_08_13): Promise<BookingPage> {
    return this.bookings.list({ userIds: [userId], organizationId: null }, query, organizationId);
  }
}
