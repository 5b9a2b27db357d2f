/** What a managed user can be booked for from the start, when the client wants that. Lengths in minutes. */
export const DEFAULT_EVENT_TYPES = [
  { title: '30 Minutes', slug: 'thirty-minutes', length: 30, locations: null },
  { title: '60 Minutes', slug: 'sixty-minutes', length: 60, locations: null },
  { title: '30 Minutes', slug: 'thirty-minutes-video', length: 30, locations: [{ type: 'integrations:daily' }] },
  { title: '60 Minutes', slug: 'sixty-minutes-video', length: 60, locations: [{ type: 'integrations:daily' }] },
];
