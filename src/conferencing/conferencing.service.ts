import { Inject, Injectable } from '@nestjs/common';
import type { AppCredentialRow } from '../app-credentials/app-credentials.repository.js';
import { AppCredentialsService } from '../app-credentials/app-credentials.service.js';
import {
  CAL_VIDEO,
  type ConferencingApp,
  GOOGLE_CALENDAR,
  GOOGLE_MEET,
  MS_TEAMS,
  ZOOM,
} from '../app-credentials/apps.js';
import { ApiError } from '../common/api-error.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import type {
  AtomsConferencingApp,
  ConferencingAppsOutputDto,
  DefaultConferencingAppsOutputDto,
} from './conferencing.dto.js';
import { ConferencingRepository } from './conferencing.repository.js';
import { toAtomsApp } from './atoms-conferencing-app.js';

const CONNECTABLE = [GOOGLE_MEET, ZOOM, MS_TEAMS];
const TYPES = CONNECTABLE.map(({ type }) => type);
/** Whether or not Google Meet can be used says the calendar. */
const MEET_ACCOUNT = 'google-calendar';

/** Where users meet. Cal Video needs no connection and is always there. */
@Injectable()
export class ConferencingService {
  constructor(
    private readonly repository: ConferencingRepository,
    private readonly credentials: AppCredentialsService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** What the user has connected. */
  async list(userId: number): Promise<ConferencingAppsOutputDto[]> {
    return (await this.credentials.list(userId, TYPES)).map(show);
  }

  /** What the user could meet in, whether connected or not, for the React components. */
  async listForAtoms(userId: number): Promise<AtomsConferencingApp[]> {
    const connections = await this.credentials.list(userId, [...TYPES, GOOGLE_CALENDAR.type]);
    return this.offered().map((app) => toAtomsApp(app, connections));
  }

  /** @throws ApiError 400 for another app, without a Google Calendar, and when it is connected already. */
  async connect(userId: number, slug: string): Promise<ConferencingAppsOutputDto> {
    if (slug !== GOOGLE_MEET.slug) {
      throw ApiError.badRequest('Invalid conferencing app. Available apps: GOOGLE_MEET.');
    }
    const connections = await this.credentials.list(userId, [GOOGLE_MEET.type, GOOGLE_CALENDAR.type]);
    const calendars = connections.filter(({ type }) => type === GOOGLE_CALENDAR.type);
    if (calendars.length === 0) throw ApiError.badRequest('Google Meet requires a Google Calendar connection.');
    if (calendars.every(({ invalid }) => invalid)) {
      throw ApiError.badRequest(
        'Google Meet requires a valid Google Calendar connection. Please reconnect Google Calendar.',
      );
    }
    if (connections.length > calendars.length) {
      throw ApiError.badRequest('Google Meet is already connected for this user.');
    }
    return show(await this.credentials.save(userId, GOOGLE_MEET, MEET_ACCOUNT, {}));
  }

  /** Whether the user has connected the app or the calendar, and the service still takes the connection. */
  async isConnected(userId: number, slug: string): Promise<boolean> {
    const app = [...CONNECTABLE, GOOGLE_CALENDAR].find((one) => one.slug === slug);
    return app !== undefined && (await this.credentials.list(userId, [app.type])).some(({ invalid }) => !invalid);
  }

  /** How a place in the app that the user has chosen is stored; Cal Video's until there is one. */
  async defaultPlace(userId: number): Promise<string> {
    const chosen = await this.findDefault(userId);
    return (CONNECTABLE.find(({ slug }) => slug === chosen?.appSlug) ?? CAL_VIDEO).location.type;
  }

  /** Undefined until the user has chosen. */
  async findDefault(userId: number): Promise<DefaultConferencingAppsOutputDto | undefined> {
    const slug = await this.repository.findDefaultOfUser(userId);
    return slug === null ? undefined : { appSlug: slug };
  }

  /** @throws ApiError 400 for an app that there is not, or that the user has not connected. */
  async chooseDefault(userId: number, slug: string): Promise<void> {
    const app = requireApp(slug, [...CONNECTABLE, CAL_VIDEO]);
    if (app !== CAL_VIDEO) await this.requireConnection(userId, app);
    await this.repository.updateDefaultOfUser(userId, slug);
  }

  /** Event types that meet there meet in Cal Video from then on. @throws ApiError 400 when it is not connected. */
  async disconnect(userId: number, slug: string): Promise<void> {
    const app = requireApp(slug, CONNECTABLE);
    const isDone = await this.repository.deleteOfUser(userId, app, CAL_VIDEO.location.type);
    if (!isDone) throw ApiError.badRequest(`${slug} not connected.`);
  }

  private async requireConnection(userId: number, { slug, type }: ConferencingApp): Promise<void> {
    if ((await this.credentials.list(userId, [type])).length === 0) throw ApiError.badRequest(`${slug} not connected.`);
  }

  /** The apps for which the operator has an account. */
  private offered(): ConferencingApp[] {
    const { googleClientId, office365ClientId, zoomClientId } = this.settings;
    return [
      ...(googleClientId ? [GOOGLE_MEET] : []),
      ...(zoomClientId ? [ZOOM] : []),
      ...(office365ClientId ? [MS_TEAMS] : []),
      CAL_VIDEO,
    ];
  }
}

function requireApp(slug: string, apps: ConferencingApp[]): ConferencingApp {
  const found = apps.find((app) => app.slug === slug);
  if (found) return found;
  throw ApiError.withHint('Invalid app, available apps are: ', apps.map((app) => app.slug).join(', '));
}

const show = ({ id, type, userId, invalid }: AppCredentialRow): ConferencingAppsOutputDto => ({
  id,
  type,
  userId,
  invalid,
});
