/** Where people can meet, as the settings form of the components offers it, in groups. */
export const LOCATION_OPTIONS = [
  {
    label: 'Conferencing',
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
