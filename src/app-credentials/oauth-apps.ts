import { serverUrlOf } from '../config/server-url.js';
import type { Settings } from '../config/settings.js';

/** How a service is asked for tokens of a user. */
export interface OAuthApp {
  /** The purpose: states and tokens of one are none of another. */
  name: string;
  clientId: string;
  clientSecret: string;
  authorizeUrl: string;
  tokenUrl: string;
  redirectUri: string;
  /** What else the address of agreement names. */
  parameters: Record<string, string>;
}

type OAuthSettings = Pick<
  Settings,
  | 'publicUrl'
  | 'port'
  | 'googleClientId'
  | 'googleClientSecret'
  | 'googleUrl'
  | 'office365ClientId'
  | 'office365ClientSecret'
  | 'office365Url'
  | 'zoomClientId'
  | 'zoomClientSecret'
  | 'zoomUrl'
  | 'stripeClientId'
  | 'stripeSecretKey'
  | 'stripeUrl'
>;

type Described = Omit<OAuthApp, 'clientId' | 'clientSecret'>;

/** Null when the operator has no account there. */
function configured(
  clientId: string | undefined,
  clientSecret: string | undefined,
  described: Described,
): OAuthApp | null {
  return clientId && clientSecret ? { ...described, clientId, clientSecret } : null;
}

export function googleCalendarApp(settings: OAuthSettings): OAuthApp | null {
  const { googleClientId, googleClientSecret, googleUrl } = settings;
  return configured(googleClientId, googleClientSecret, {
    name: 'google',
    authorizeUrl: `${googleUrl ?? 'https://accounts.google.com'}/o/oauth2/v2/auth`,
    tokenUrl: `${googleUrl ?? 'https://oauth2.googleapis.com'}/token`,
    redirectUri: `${serverUrlOf(settings)}/v2/gcal/oauth/save`,
    parameters: {
      scope: ['calendar.readonly', 'calendar.events'].map((s) => `https://www.googleapis.com/auth/${s}`).join(' '),
      access_type: 'offline',
      prompt: 'consent',
    },
  });
}

export function office365CalendarApp(settings: OAuthSettings): OAuthApp | null {
  const parameters = {
    scope: 'User.Read Calendars.Read Calendars.ReadWrite offline_access',
    prompt: 'select_account',
  };
  return microsoftApp(settings, 'office365', '/v2/calendars/office365/save', parameters);
}

export function teamsApp(settings: OAuthSettings): OAuthApp | null {
  const parameters = { scope: 'OnlineMeetings.ReadWrite offline_access' };
  return microsoftApp(settings, 'msteams', '/v2/conferencing/msteams/oauth/callback', parameters);
}

function microsoftApp(
  settings: OAuthSettings,
  name: string,
  callback: string,
  parameters: Record<string, string>,
): OAuthApp | null {
  const { office365ClientId, office365ClientSecret, office365Url } = settings;
  const oauth = `${office365Url ?? 'https://login.microsoftonline.com'}/common/oauth2/v2.0`;
  return configured(office365ClientId, office365ClientSecret, {
    name,
    authorizeUrl: `${oauth}/authorize`,
    tokenUrl: `${oauth}/token`,
    redirectUri: serverUrlOf(settings) + callback,
    parameters,
  });
}

export function zoomApp(settings: OAuthSettings): OAuthApp | null {
  const { zoomClientId, zoomClientSecret, zoomUrl } = settings;
  const oauth = `${zoomUrl ?? 'https://zoom.us'}/oauth`;
  return configured(zoomClientId, zoomClientSecret, {
    name: 'zoom',
    authorizeUrl: `${oauth}/authorize`,
    tokenUrl: `${oauth}/token`,
    redirectUri: `${serverUrlOf(settings)}/v2/conferencing/zoom/oauth/callback`,
    parameters: {},
  });
}

export function stripeApp(settings: OAuthSettings): OAuthApp | null {
  const { stripeClientId, stripeSecretKey, stripeUrl } = settings;
  const oauth = `${stripeUrl ?? 'https://connect.stripe.com'}/oauth`;
  return configured(stripeClientId, stripeSecretKey, {
    name: 'stripe',
    authorizeUrl: `${oauth}/authorize`,
    tokenUrl: `${oauth}/token`,
    redirectUri: `${serverUrlOf(settings)}/v2/stripe/save`,
    parameters: { scope: 'read_write' },
  });
}
