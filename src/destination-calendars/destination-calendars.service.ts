import { Injectable } from '@nestjs/common';
import { AccountCalendarsService } from '../calendars/account-calendars.service.js';
import { asDestination } from '../calendars/calendars.service.js';
import { ApiError } from '../common/api-error.js';
import type { DestinationCalendarsInputBodyDto, DestinationCalendarsOutputDto } from './destination-calendars.dto.js';
import { DestinationCalendarsRepository } from './destination-calendars.repository.js';

/** Into which calendar the bookings of a user are written. */
@Injectable()
export class DestinationCalendarsService {
  constructor(
    private readonly accounts: AccountCalendarsService,
    private readonly repository: DestinationCalendarsRepository,
  ) {}

  /** @throws ApiError 404 for a calendar that is not connected, or that cannot be written to. */
  async choose(userId: number, wanted: DestinationCalendarsInputBodyDto): Promise<DestinationCalendarsOutputDto> {
    const { integration, externalId } = wanted;
    for (const { connection, calendars } of await this.accounts.list(userId)) {
      const found = calendars.find((calendar) => calendar.externalId === externalId && !calendar.readOnly);
      if (!found || connection.type !== integration) continue;
      const { credentialId } = await this.repository.replaceOfUser(userId, asDestination(connection, found, calendars));
      return { userId, integration, externalId, credentialId };
    }
    throw ApiError.notFound(`Could not find calendar ${externalId}`);
  }
}
