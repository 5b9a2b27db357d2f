import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/api-error.js';
import { MAX_ID } from '../common/numeric-id.pipe.js';
import { type SelectedCalendarRow, SelectedCalendarsRepository } from './selected-calendars.repository.js';

type Selection = Pick<SelectedCalendarRow, 'integration' | 'externalId' | 'credentialId'>;

/** Which calendars are looked at for the busy times of a user. */
@Injectable()
export class SelectedCalendarsService {
  constructor(private readonly repository: SelectedCalendarsRepository) {}

  // improve: selected-calendars.again — the original answers without data when the calendar is selected already.
  /** @throws ApiError 404 when the user has no such connection of this kind. */
  async add(userId: number, selection: Selection): Promise<SelectedCalendarRow> {
    const added = isPossible(selection) ? await this.repository.upsertOfUser(userId, selection) : null;
    if (!added) throw ApiError.notFound('Calendar credentials not found');
    return added;
  }

  /** @throws ApiError 404 when the calendar is not selected. */
  async remove(userId: number, selection: Selection): Promise<SelectedCalendarRow> {
    const removed = isPossible(selection) ? await this.repository.deleteOfUser(userId, selection) : null;
    if (!removed) throw ApiError.notFound('No SelectedCalendar found.');
    return removed;
  }
}

const isPossible = ({ credentialId }: Selection): boolean => Math.abs(credentialId) <= MAX_ID;
