import type { AtomsConferencingApp } from '../conferencing/conferencing.dto.js';

/** A place that the settings form of the components offers. */
export interface LocationOption {
  label: string;
  value: string;
  icon: string;
  slug?: string;
  credentialId?: number;
  teamName?: null;
  disabled?: boolean;
  supportsCustomLabel?: boolean;
}

export interface LocationGroup {
  label: string;
  options: LocationOption[];
}

const CONFERENCING = 'Conferencing';

/** Where everybody can meet, in groups. */
const EVERYWHERE: LocationGroup[] = [
  {
    label: CONFERENCING,
    options: [
      {
        label: 'Cal Video (Global)',
        value: 'integrations:daily',
        icon: '/app-store/dailyvideo/icon.svg',
        slug: 'daily-video',
        disabled: false,
      },
      { label: "Organizer's default app", value: 'conferencing', icon: '/link.svg', supportsCustomLabel: true },
    ],
  },
  {
    label: 'In person',
    options: [
      {
        label: 'In Person (Attendee Address)',
        value: 'attendeeInPerson',
        icon: '/map-pin-dark.svg',
        supportsCustomLabel: true,
      },
      { label: 'In Person (Organizer Address)', value: 'inPerson', icon: '/map-pin-dark.svg' },
    ],
  },
  {
    label: 'Other',
    options: [
      {
        label: 'Custom attendee location',
        value: 'somewhereElse',
        icon: '/message-pin.svg',
        supportsCustomLabel: true,
      },
      { label: 'Link meeting', value: 'link', icon: '/link.svg', supportsCustomLabel: true },
    ],
  },
  {
    label: 'Phone',
    options: [
      { label: 'Attendee phone number', value: 'phone', icon: '/phone.svg' },
      { label: 'Phone call', value: 'userPhone', icon: '/phone.svg' },
    ],
  },
];

/** Where people can meet, as the settings form of the components offers it. @param apps of the user, connected or not. */
export function locationOptions(apps: AtomsConferencingApp[]): LocationGroup[] {
  const own = apps.flatMap(optionOf);
  return EVERYWHERE.map(({ label, options }) => ({
    label,
    options: label === CONFERENCING ? [...own, ...options] : options,
  }));
}

/** Of an app without a connection, or with none that is valid, there is nothing to choose. */
function optionOf(app: AtomsConferencingApp): LocationOption[] {
  const { locationOption, logo, slug, userCredentialIds, invalidCredentialIds, isGlobal } = app;
  const credentialId = userCredentialIds.find((id) => !invalidCredentialIds.includes(id));
  if (isGlobal || credentialId === undefined) return [];
  return [{ ...locationOption, icon: logo, slug, credentialId, teamName: null }];
}
