import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';

/** A private link as stored. */
export interface PrivateLinkRow {
  link: string;
  eventTypeId: number;
  expiresAt: Date | null;
  maxUsageCount: number | null;
  usageCount: number;
}

export type PrivateLinkPatch = Partial<Pick<PrivateLinkRow, 'expiresAt' | 'maxUsageCount'>>;

/** The private links of event types; every query names the event type. */
@Injectable()
export class PrivateLinksRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Oldest first. */
  listInEventType(eventTypeId: number): Promise<PrivateLinkRow[]> {
    return this.prisma.privateLink.findMany({ where: { eventTypeId }, orderBy: { id: 'asc' } });
  }

  findInEventType(eventTypeId: number, link: string): Promise<PrivateLinkRow | null> {
    return this.prisma.privateLink.findUnique({ where: { link, eventTypeId } });
  }

  insertInEventType(eventTypeId: number, link: string, limits: PrivateLinkPatch): Promise<PrivateLinkRow> {
    return this.prisma.privateLink.create({ data: { ...limits, link, eventTypeId } });
  }

  async updateInEventType(eventTypeId: number, link: string, data: PrivateLinkPatch): Promise<PrivateLinkRow | null> {
    return (await this.prisma.privateLink.updateManyAndReturn({ where: { link, eventTypeId }, data }))[0] ?? null;
  }

  /** @returns whether there was one. */
  async deleteInEventType(eventTypeId: number, link: string): Promise<boolean> {
    return (await this.prisma.privateLink.deleteMany({ where: { link, eventTypeId } })).count > 0;
  }
}
