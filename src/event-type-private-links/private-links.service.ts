import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import { isStorable } from '../common/validation.js';
import { EventTypesService } from '../event-types/event-types.service.js';
import { randomSecret } from '../secrets/secrets.js';
import type { CreatePrivateLinkInput, PrivateLinkOutput, UpdatePrivateLinkBody } from './private-links.dto.js';
import { type PrivateLinkRow, PrivateLinksRepository } from './private-links.repository.js';

/** Of randomness: nobody guesses an address. */
const LINK_BYTES = 16;

/** Secret addresses under which an event type can be booked until a time or for a number of bookings. */
@Injectable()
export class PrivateLinksService {
  constructor(
    private readonly repository: PrivateLinksRepository,
    private readonly eventTypes: EventTypesService,
    private readonly clock: Clock,
  ) {}

  async list(eventTypeId: number): Promise<PrivateLinkOutput[]> {
    return (await this.repository.listInEventType(eventTypeId)).map((row) => this.show(row));
  }

  /** @throws ApiError 400 when both limits are given. */
  async create(eventTypeId: number, input: CreatePrivateLinkInput): Promise<PrivateLinkOutput> {
    const { expiresAt = null, maxUsageCount } = input;
    requireOneLimit(input);
    // improve: private-links.one-use — the documented default; the original answers 400 when neither limit is given.
    const limits = { expiresAt, maxUsageCount: expiresAt ? null : (maxUsageCount ?? 1) };
    return this.show(await this.repository.insertInEventType(eventTypeId, randomSecret(LINK_BYTES), limits));
  }

  /** Changes the limits. A link has one of the two: the one that is given replaces the other. */
  async update(eventTypeId: number, linkId: string, input: UpdatePrivateLinkBody): Promise<PrivateLinkOutput> {
    requireOneLimit(input);
    const missing = (): never => {
      throw ApiError.notFound('Updated link not found');
    };
    const current = isStorable(linkId) ? await this.repository.findInEventType(eventTypeId, linkId) : null;
    const maxUsageCount = input.maxUsageCount ?? current?.maxUsageCount ?? null;
    // improve: private-links.no-limit — the original makes a link with neither limit of one that loses its time.
    const limits = input.expiresAt
      ? { expiresAt: input.expiresAt, maxUsageCount: null }
      : { expiresAt: null, maxUsageCount: maxUsageCount ?? 1 };
    const row = current && (await this.repository.updateInEventType(eventTypeId, linkId, limits));
    return this.show(row ?? missing());
  }

  async delete(eventTypeId: number, linkId: string): Promise<{ linkId: string; message: string }> {
    if (isStorable(linkId) && (await this.repository.deleteInEventType(eventTypeId, linkId))) {
      return { linkId, message: 'Private link deleted successfully' };
    }
    throw ApiError.notFound('Deleted link not found');
  }

  /** The keys are in the contract's order. */
  private show({ link: linkId, eventTypeId, expiresAt, maxUsageCount, usageCount }: PrivateLinkRow): PrivateLinkOutput {
    const bookingUrl = `${this.eventTypes.siteUrl}/d/${linkId}`;
    if (expiresAt) {
      return { linkId, eventTypeId, isExpired: expiresAt.getTime() < this.clock.now(), bookingUrl, expiresAt };
    }
    const uses = maxUsageCount ?? 1;
    return { linkId, eventTypeId, isExpired: usageCount >= uses, bookingUrl, maxUsageCount: uses, usageCount };
  }
}

function requireOneLimit({ expiresAt, maxUsageCount }: CreatePrivateLinkInput): void {
  if (!expiresAt || !maxUsageCount) return;
  throw ApiError.badRequest('Provide only one of expiresAt or maxUsageCount');
}
