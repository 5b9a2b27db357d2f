import { Controller, Get, Param, Query, UseGuards } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { BookingPage } from '../bookings/booking-lists.service.js';
import { GetBookingsOutput_2024_08_13 } from '../bookings/booking-reads-2024-08-13.responses.js';
import { GetOrganizationsBookingsInput } from '../bookings/list-bookings-2024-08-13.dto.js';
import { NumericIdPipe } from '../common/numeric-id.pipe.js';
import { OrganizationAdminGuard } from './organization-admin.guard.js';
import { OrganizationsBookingsService } from './organizations-bookings.service.js';

/** The bookings of everybody in an organization, for those in charge of it. */
@Controller('/v2/organizations/:orgId/bookings')
@UseGuards(OrganizationAdminGuard)
@ApiTags('Orgs / Bookings')
@ApiHeader({ name: 'Authorization', required: false, description: '`Bearer <token>`: an API key.' })
@ApiHeader({ name: 'x-cal-secret-key', required: false, description: 'Secret of an OAuth client.' })
@ApiHeader({ name: 'x-cal-client-id', required: false, description: 'Id of the OAuth client.' })
@ApiParam({ name: 'orgId', type: Number, description: 'Id of the organization.' })
export class OrganizationsBookingsController {
  constructor(private readonly bookings: OrganizationsBookingsService) {}

  @Get()
  @ApiOperation({ summary: 'List bookings of an organization', description: 'What its members hold or attend.' })
  @ApiOkResponse({ type: GetBookingsOutput_2024_08_13 })
  async getAllOrgTeamBookings(
    @Param('orgId', NumericIdPipe) organizationId: number,
    @Query() query: GetOrganizationsBookingsInput,
  ): Promise<BookingPage> {
    return this.bookings.list(organizationId, query);
  }
}
