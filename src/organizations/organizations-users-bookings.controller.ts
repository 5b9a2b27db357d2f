import { Controller, Get, Param, Query, UseGuards } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { BookingPage } from '../bookings/booking-lists.service.js';
import { GetBookingsOutput_2024_08_13 } from '../bookings/booking-reads-2024-08-13.responses.js';
import { GetBookingsInput_2024_08_13 } from '../bookings/list-bookings-2024-08-13.dto.js';
import { NumericIdPipe } from '../common/numeric-id.pipe.js';
import { OrganizationAdminGuard } from './organization-admin.guard.js';
import { OrganizationsBookingsService } from './organizations-bookings.service.js';

/** The bookings of one member, for those in charge of the organization. */
@Controller('/v2/organizations/:orgId/users/:userId/bookings')
@UseGuards(OrganizationAdminGuard)
@ApiTags('Orgs / Users / Bookings')
@ApiHeader({ name: 'Authorization', required: false, description: '`Bearer <token>`: an API key.' })
@ApiHeader({ name: 'x-cal-secret-key', required: false, description: 'Secret of an OAuth client.' })
@ApiHeader({ name: 'x-cal-client-id', required: false, description: 'Id of the OAuth client.' })
@ApiParam({ name: 'orgId', type: Number, description: 'Id of the organization.' })
@ApiParam({ name: 'userId', type: Number, description: 'Id of the member.' })
export class OrganizationsUsersBookingsController {
  constructor(private readonly bookings: OrganizationsBookingsService) {}

  @Get()
  @ApiOperation({ summary: 'List bookings of a member', description: 'What the member holds or attends.' })
  @ApiOkResponse({ type: GetBookingsOutput_2024_08_13 })
  async getOrganizationUserBookings(
    @Param('orgId', NumericIdPipe) organizationId: number,
    @Param('userId', NumericIdPipe) userId: number,
    @Query() query: GetBookingsInput_2024_08_13,
  ): Promise<BookingPage> {
    return this.bookings.listOfMember(organizationId, userId, query);
  }
}
