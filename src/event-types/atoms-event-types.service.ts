import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import type { AtomsConferencingApp } from '../conferencing/conferencing.dto.js';
import { ConferencingService } from '../conferencing/conferencing.service.js';
import { utcDate } from '../schedules/wall-time.js';
import type { AtomsEventTypeInTeams, AtomsEventTypeList } from './atoms-event-types.dto.js';
import { columnsOfSettings, type ComponentEventType, toSettings } from './component-settings.mapping.js';
import type { EventTypeColumns, OwnedEventType, SettingsRow } from './event-type-row.js';
import { EventTypesRepository } from './event-types.repository.js';
import { EventTypesService, notOwned } from './event-types.service.js';
import { type LocationGroup, locationOptions } from './location-options.js';
import { requireReachable } from './refusals-of-fields.js';
import type { UpdateComponentSettings } from './update-component-settings.dto.js';
import { linksToKeep } from './wanted-links.js';

/** What the settings form of the components is filled with. */
export interface EventTypeForm {
  eventType: ComponentEventType;
  locationOptions: LocationGroup[];
  destinationCalendar: object | null;
  team: null;
  teamMembers: [];
  currentUserMembership: null;
  isUserOrganizationAdmin: false;
}

/** The answer to a change: some of the settings. */
export interface ChangedEventType {
  eventType: Record<string, unknown>;
}

const ANSWERED = [
  ...['title', 'locations', 'description', 'seatsPerTimeSlot', 'recurringEvent', 'maxActiveBookingsPerBooker'],
  ...['fieldTranslations', 'isRRWeightsEnabled', 'hosts', 'calVideoSettings', 'children', 'hostGroups', 'team'],
];

/** What the form shows when nothing is set. */
const DEFAULT_PERIOD_DAYS = 30;

/** The event types of the caller, for the components. */
@Injectable()
export class AtomsEventTypesService {
  constructor(
    private readonly eventTypes: EventTypesService,
    private readonly repository: EventTypesRepository,
    private readonly conferencing: ConferencingService,
    private readonly clock: Clock,
  ) {}

  async list(userId: number): Promise<AtomsEventTypeList> {
    const rows = await this.eventTypes.listOwn(userId);
    return {
      eventTypes: rows.map(({ id, title, slug, description, length, locations }) => {
        return { id, title, slug, description, length, locations: locations ?? [], parentId: null, logo: null };
      }),
    };
  }

  /** There are no teams, so these are the own ones. */
  async listWithTeams(userId: number): Promise<AtomsEventTypeInTeams[]> {
    const rows = await this.eventTypes.listOwn(userId);
    return rows.map(({ id, title, slug, length, user: { username } }) => ({
      id,
      team: null,
      title,
      slug,
      length,
      username,
    }));
  }

  // improve: event-types.default-location — the original answers 500 to who has chosen no app; Cal Video is the default then.
  /** Event types of others among the ids stay as they are. */
  async moveToDefaultLocation(userId: number, ids: number[]): Promise<void> {
    await this.repository.updatePlacesOfUser(userId, ids, [{ type: await this.conferencing.defaultPlace(userId) }]);
  }

  /** @throws ApiError 404 for an absent one, 403 for somebody else's. */
  async getForm(userId: number, id: number): Promise<EventTypeForm> {
    const row = await this.getOwn(userId, id);
    return {
      eventType: toSettings(row, this.eventTypes.siteUrl) as ComponentEventType,
      locationOptions: locationOptions(await this.conferencing.listForAtoms(userId)),
      destinationCalendar: row.destination,
      team: null,
      teamMembers: [],
      currentUserMembership: null,
      isUserOrganizationAdmin: false,
    };
  }

  /** Changes what the input names. Gives the main settings as they are afterwards. */
  async update(userId: number, id: number, input: UpdateComponentSettings): Promise<ChangedEventType> {
    await this.getOwn(userId, id);
    if (input.bookingFields) requireReachable(columnsOfSettings(input).bookingFields ?? []);
    const { multiplePrivateLinks } = input;
    await this.eventTypes.update(userId, id, columnsOfSettings(input), {
      links: multiplePrivateLinks === undefined ? undefined : linksToKeep(multiplePrivateLinks ?? []),
      complete: (next) => this.withPeriod(next),
    });
    const changed: Record<string, unknown> = toSettings(await this.getOwn(userId, id), this.eventTypes.siteUrl);
    return { eventType: Object.fromEntries(ANSWERED.map((name) => [name, changed[name]])) };
  }

  /** An app with what the user has connected in it; without anything for one that is not offered. */
  async getApp(userId: number, slug: string): Promise<{ app?: AtomsConferencingApp }> {
    const app = (await this.conferencing.listForAtoms(userId)).find((one) => one.slug === slug);
    return app ? { app: { ...app, isSetupAlready: app['isInstalled'] } } : {};
  }

  private async getOwn(userId: number, id: number): Promise<SettingsRow> {
    const row = await this.repository.findWithSettings(id);
    if (!row) throw ApiError.trpc(404, 'NOT_FOUND');
    if (row.userId !== userId) throw notOwned(userId, id);
    return row;
  }

  /** The form only sends what was touched: a kind of period may come without the numbers that the form showed with it. */
  private withPeriod({ periodType, periodDays, periodStartDate, periodEndDate }: OwnedEventType): EventTypeColumns {
    const today = new Date(`${utcDate(this.clock.now())}T00:00:00Z`);
    if (periodType === 'RANGE') {
      const start = periodStartDate ?? periodEndDate ?? today;
      return { periodStartDate: start, periodEndDate: periodEndDate ?? start };
    }
    return periodType === 'UNLIMITED' ? {} : { periodDays: periodDays ?? DEFAULT_PERIOD_DAYS };
  }
}
