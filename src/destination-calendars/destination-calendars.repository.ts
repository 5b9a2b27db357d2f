import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';

/** The calendar into which the bookings of a user are written. */
export interface DestinationCalendarRow {
  id: number;
  userId: number;
  integration: string;
  externalId: string;
  primaryEmail: string | null;
  credentialId: number;
  createdAt: Date;
  updatedAt: Date;
}

export type ChosenDestination = Pick<
  DestinationCalendarRow,
  'integration' | 'externalId' | 'primaryEmail' | 'credentialId'
>;

@Injectable()
export class DestinationCalendarsRepository {
  constructor(private readonly prisma: PrismaService) {}

  findOfUser(userId: number): Promise<DestinationCalendarRow | null> {
    return this.prisma.destinationCalendar.findUnique({ where: { userId } });
  }

  /** Chooses it, whatever was chosen before. */
  replaceOfUser(userId: number, chosen: ChosenDestination): Promise<DestinationCalendarRow> {
    return this.prisma.destinationCalendar.upsert({
      where: { userId },
      create: { userId, ...chosen },
      update: chosen,
    });
  }

  /** Chooses it unless the user has chosen in the meantime. */
  insertUnlessThere(userId: number, chosen: ChosenDestination): Promise<DestinationCalendarRow> {
    return this.prisma.destinationCalendar.upsert({ where: { userId }, create: { userId, ...chosen }, update: {} });
  }
}
