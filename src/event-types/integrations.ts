/** The conferencing apps that a location can name. */
export const INTEGRATIONS =
  'cal-video google-meet zoom whereby-video whatsapp-video webex-video telegram-video tandem sylaps-video skype-video sirius-video signal-video shimmer-video salesroom-video roam-video riverside-video ping-video office365-video mirotalk-video jitsi jelly-video jelly-conferencing huddle facetime-video element-call-video eightxeight-video discord-video demodesk-video campfire-video'.split(
    ' ',
  );

/** Names in the store that do not follow from the name in the API. */
const STORED_NAMES: Record<string, string> = {
  'cal-video': 'daily',
  'google-meet': 'google:meet',
  'sirius-video': 'sirius_video_video',
  huddle: 'huddle01',
  'element-call-video': 'element-call_video',
};

/** Apps whose name is not that of the integration without `-video`. */
const APPS: Record<string, string> = {
  'office365-video': 'msteams',
  huddle: 'huddle01',
  'sirius-video': 'sirius_video',
  'sylaps-video': 'sylapsvideo',
  'shimmer-video': 'shimmervideo',
  'element-call-video': 'element-call',
  'jelly-conferencing': 'jelly',
};

export const CAL_VIDEO = 'cal-video';

/** For example `integrations:daily` for `cal-video`. */
export function storedIntegration(integration: string): string {
  return `integrations:${STORED_NAMES[integration] ?? integration.replaceAll('-', '_')}`;
}

/** The app that a user connects for the integration, for example `msteams`. */
export function appOf(integration: string): string {
  return APPS[integration] ?? integration.replace(/-video$/, '');
}

const BY_STORED_NAME = new Map(INTEGRATIONS.map((name) => [storedIntegration(name), name]));

/** The name in the API of a stored integration; undefined for an unknown one. */
export function integrationOf(stored: string): string | undefined {
  return BY_STORED_NAME.get(stored);
}
