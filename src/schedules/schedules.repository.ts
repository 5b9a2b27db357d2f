import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';

const MAX_ID = 2 ** 31 - 1;

@Injectable()
export class SchedulesRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Whose schedule it is; null when there is no such schedule, as with numbers that are no ids. */
  async findOwner(scheduleId: number): Promise<number | null> {
    if (!Number.isInteger(scheduleId) || Math.abs(scheduleId) > MAX_ID) return null;
    const found = await this.prisma.schedule.findUnique({ where: { id: scheduleId }, select: { userId: true } });
    return found?.userId ?? null;
  }
}
