import { Module } from '@nestjs/common';
import { BookingReadsModule } from '../bookings/booking-reads.module.js';
import { OrganizationsBookingsController } from './organizations-bookings.controller.js';
import { OrganizationsBookingsService } from './organizations-bookings.service.js';
import { OrganizationsRepository } from './organizations.repository.js';
import { OrganizationsUsersBookingsController } from './organizations-users-bookings.controller.js';

@Module({
  imports: [BookingReadsModule],
  controllers: [OrganizationsBookingsController, OrganizationsUsersBookingsController],
  providers: [OrganizationsBookingsService, OrganizationsRepository],
})
export class OrganizationsModule {}
