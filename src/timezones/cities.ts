import { canonicalTimeZone } from '../common/time-zones.js';

/** A city and the time that is kept there. */
export interface City {
  city: string;
  timezone: string;
  /** Always 0: how many people live there is not known here. */
  pop: number;
}

/** Cities that runtimes may still list under an older name. */
const NEWER_NAMES = [
  'America/Argentina/Buenos_Aires',
  'America/Nuuk',
  'Asia/Ho_Chi_Minh',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Yangon',
  'Atlantic/Faroe',
  'Europe/Kyiv',
  'Pacific/Chuuk',
  'Pacific/Pohnpei',
];

// compat: timezones.old-components — 2.6.11 of the React components ends the page when it meets a name that is younger than its own data.
/** Such names, with an older one of the same place if there is any. */
const TOO_YOUNG = new Map([
  ['Europe/Kyiv', 'Europe/Kiev'],
  ['America/Ciudad_Juarez', null],
  ['America/Coyhaique', null],
]);

// improve: timezones.cities — the original lists seven thousand cities, some of them without a time zone.
/** The cities after which the time zones are named, each once, by name. */
export const CITIES: City[] = citiesOf([...Intl.supportedValuesOf('timeZone'), ...NEWER_NAMES]);

function citiesOf(timeZones: string[]): City[] {
  const byName = new Map<string, City>();
  for (const timeZone of timeZones) {
    const name = canonicalTimeZone(timeZone);
    const place = name?.split('/').slice(1).at(-1);
    const timezone = name && TOO_YOUNG.has(name) ? TOO_YOUNG.get(name) : name;
    if (!timezone || !place || timezone.startsWith('Etc/')) continue;
    const city = place.replaceAll('_', ' ');
    if (!byName.has(city)) byName.set(city, { city, timezone, pop: 0 });
  }
  return [...byName.values()].sort((one, other) => (one.city < other.city ? -1 : 1));
}
