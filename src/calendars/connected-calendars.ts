import { type App, CALENDAR_APPS } from '../app-credentials/apps.js';
import type { AppCredentialRow } from '../app-credentials/app-credentials.repository.js';
import type { DestinationCalendarRow } from '../destination-calendars/destination-calendars.repository.js';
import type { ConnectedCalendar, DestinationCalendar, Integration, Primary } from './calendars.dto.js';
import type { ExternalCalendar } from './calendar-provider.js';

/** What is shown of an account. Keys in the contract's order. */
export function showAccount(
  {
    connection,
    calendars,
    error,
  }: { connection: AppCredentialRow; calendars: ExternalCalendar[]; error: string | null },
  isSelected: ReadonlySet<string>,
): ConnectedCalendar {
  const shown = {
    integration: integrationOf(connection.type),
    credentialId: connection.id,
    delegationCredentialId: null,
  };
  if (error !== null) return { ...shown, error: { message: error } };
  const all = calendars.map((calendar) => showCalendar(calendar, connection, isSelected));
  return { ...shown, primary: all.find(({ primary }) => primary) ?? (all[0] as Primary), calendars: all };
}

function showCalendar(
  { externalId, name, primary, readOnly, email }: ExternalCalendar,
  { id, type }: AppCredentialRow,
  isSelected: ReadonlySet<string>,
): Primary {
  return {
    externalId,
    integration: type,
    name,
    primary,
    readOnly,
    email,
    isSelected: isSelected.has(selectionKey(type, externalId)),
    credentialId: id,
    delegationCredentialId: null,
  };
}

/** What tells the selected calendars of a user apart. */
export const selectionKey = (integration: string, externalId: string): string => `${integration} ${externalId}`;

/** What is shown of the destination, completed by what its calendar says when that is known. */
export function showDestination(row: DestinationCalendarRow, connected: ConnectedCalendar[]): DestinationCalendar {
  const account = connected.find(({ credentialId }) => credentialId === row.credentialId);
  const calendar = account?.calendars?.find(({ externalId }) => externalId === row.externalId);
  return {
    id: row.id,
    integration: row.integration,
    externalId: row.externalId,
    primaryEmail: row.primaryEmail,
    userId: row.userId,
    eventTypeId: null,
    credentialId: row.credentialId,
    delegationCredentialId: null,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    customCalendarReminder: null,
    ...(calendar && {
      name: calendar.name ?? null,
      primary: calendar.primary ?? false,
      readOnly: calendar.readOnly,
      email: calendar.email ?? '',
      isSelected: calendar.isSelected,
    }),
    integrationTitle: appOfType(row.integration).name,
  };
}

/** The app of a type of connections that are calendars. */
export function appOfType(type: string): App {
  const app = CALENDAR_APPS.find((candidate) => candidate.type === type);
  if (!app) throw new Error(`no calendar has the type ${type}`);
  return app;
}

function integrationOf(type: string): Integration {
  const { dirName, name, description, logo, publisher, slug, url } = appOfType(type);
  return {
    appData: null,
    dirName,
    __template: '',
    name,
    description,
    installed: true,
    type,
    title: name,
    variant: 'calendar',
    category: 'calendar',
    categories: ['calendar'],
    logo,
    publisher,
    slug,
    url,
    email: '',
    locationOption: null,
  };
}
