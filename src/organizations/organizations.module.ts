import { Module } from '@nestjs/common';
import { BookingReadsModule } from '../bookings/booking-reads.module.js';
import { OrganizationsBookingsController } from './organizations-bookings.controller.js';
import { OrganizationsBookingsService } from './organizations-bookings.service.js';
import { OrganizationsService } from './organizations.service.js';
import { OrganizationsTeamsController } from './organizations-teams.controller.js';
import { OrganizationsRepository } from './organizations.repository.js';
import { OrganizationsUsersBookingsController } from './organizations-users-bookings.controller.js';

@Module({
  imports: [BookingReadsModule],
  controllers: [OrganizationsBookingsController, OrganizationsUsersBookingsController, OrganizationsTeamsController],
  providers: [OrganizationsBookingsService, OrganizationsRepository, OrganizationsService],
})
export class OrganizationsModule {}
