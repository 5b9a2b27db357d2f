/** A service that users can connect. */
export interface App {
  /** Its word in most answers, for example `google-calendar`. */
  slug: string;
  /** Of its connections, for example `google_calendar`. */
  type: string;
  name: string;
  dirName: string;
  description: string;
  publisher: string;
  url: string;
  /** A path: the components put the address of their web application before it. */
  logo: string;
}

const define = (dirName: string, icon: string, app: Omit<App, 'dirName' | 'logo'>): App => ({
  ...app,
  dirName,
  logo: `/app-store/${dirName}/${icon}`,
});

export const ICS_FEED = define('ics-feedcalendar', 'icon.svg', {
  slug: 'ics-feed',
  type: 'ics-feed_calendar',
  name: 'ICS Feed',
  description: 'Reads when you are busy from calendars that are published as files.',
  publisher: 'Managed Users Server',
  url: 'https://icalendar.org',
});

export const APPLE_CALENDAR = define('applecalendar', 'icon.svg', {
  slug: 'apple-calendar',
  type: 'apple_calendar',
  name: 'Apple Calendar',
  description: 'Reads when you are busy from your iCloud calendars and writes your bookings into one of them.',
  publisher: 'Apple',
  url: 'https://www.icloud.com/calendar',
});

export const GOOGLE_CALENDAR = define('googlecalendar', 'icon.svg', {
  slug: 'google-calendar',
  type: 'google_calendar',
  name: 'Google Calendar',
  description: 'Reads when you are busy from your Google calendars and writes your bookings into one of them.',
  publisher: 'Google',
  url: 'https://calendar.google.com',
});

export const OFFICE365_CALENDAR = define('office365calendar', 'icon.svg', {
  slug: 'office365-calendar',
  type: 'office365_calendar',
  name: 'Outlook Calendar',
  description: 'Reads when you are busy from your Outlook calendars and writes your bookings into one of them.',
  publisher: 'Microsoft',
  url: 'https://outlook.office.com/calendar',
});

export const CALENDAR_APPS = [GOOGLE_CALENDAR, OFFICE365_CALENDAR, APPLE_CALENDAR, ICS_FEED];

/** A service in which people meet. */
export interface ConferencingApp extends App {
  /** What a location is stored as, for example `integrations:zoom`. */
  location: { type: string; label: string };
}

export const GOOGLE_MEET: ConferencingApp = {
  ...define('googlevideo', 'logo.webp', {
    slug: 'google-meet',
    type: 'google_video',
    name: 'Google Meet',
    description: 'Meetings in Google Meet, made together with the event in your Google calendar.',
    publisher: 'Google',
    url: 'https://meet.google.com',
  }),
  location: { type: 'integrations:google:meet', label: 'Google Meet' },
};

export const ZOOM: ConferencingApp = {
  ...define('zoomvideo', 'icon.svg', {
    slug: 'zoom',
    type: 'zoom_video',
    name: 'Zoom Video',
    description: 'Meetings in Zoom.',
    publisher: 'Zoom',
    url: 'https://zoom.us',
  }),
  location: { type: 'integrations:zoom', label: 'Zoom Video' },
};

export const MS_TEAMS: ConferencingApp = {
  ...define('office365video', 'icon.svg', {
    slug: 'msteams',
    type: 'office365_video',
    name: 'Microsoft Teams',
    description: 'Meetings in Microsoft Teams, with a work or school account.',
    publisher: 'Microsoft',
    url: 'https://www.microsoft.com/microsoft-teams',
  }),
  location: { type: 'integrations:office365_video', label: 'MS Teams' },
};

export const CAL_VIDEO: ConferencingApp = {
  ...define('dailyvideo', 'icon.svg', {
    slug: 'daily-video',
    type: 'daily_video',
    name: 'Cal Video',
    description: 'Video meetings that need no account.',
    publisher: 'Cal.com',
    url: 'https://daily.co',
  }),
  location: { type: 'integrations:daily', label: 'Cal Video' },
};

export const STRIPE = define('stripepayment', 'icon.svg', {
  slug: 'stripe',
  type: 'stripe_payment',
  name: 'Stripe',
  description: 'Lets bookers pay.',
  publisher: 'Stripe',
  url: 'https://stripe.com',
});
