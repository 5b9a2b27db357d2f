import type { AppCredentialRow } from '../app-credentials/app-credentials.repository.js';
import { CAL_VIDEO, type ConferencingApp, GOOGLE_CALENDAR, GOOGLE_MEET } from '../app-credentials/apps.js';
import type { AtomsConferencingApp } from './conferencing.dto.js';

/** The app as the components' settings show it. @param connections of the user, of all kinds. */
export function toAtomsApp(app: ConferencingApp, connections: AppCredentialRow[]): AtomsConferencingApp {
  const own = connections.filter(({ type }) => type === app.type);
  const isGlobal = app === CAL_VIDEO;
  const { location, ...metadata } = app;
  return {
    ...metadata,
    __template: '',
    title: app.name,
    variant: 'conferencing',
    category: 'conferencing',
    categories: ['conferencing'],
    email: '',
    installed: true,
    isGlobal,
    appData: { location: { linkType: 'dynamic', ...location } },
    locationOption: { value: location.type, label: location.label, disabled: false },
    enabled: true,
    // Cal Video belongs to nobody: its connection has the number 0.
    userCredentialIds: isGlobal ? [0] : own.map(({ id }) => id),
    invalidCredentialIds: own.filter(({ invalid }) => invalid).map(({ id }) => id),
    teams: [],
    isInstalled: isGlobal || own.length > 0,
    ...(app === GOOGLE_MEET && {
      dependencyData: [{ name: GOOGLE_CALENDAR.name, installed: hasCalendar(connections) }],
    }),
  };
}

const hasCalendar = (connections: AppCredentialRow[]): boolean =>
  connections.some(({ type }) => type === GOOGLE_CALENDAR.type);
