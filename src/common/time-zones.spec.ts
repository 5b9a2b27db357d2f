import { canonicalTimeZone } from './time-zones.js';

describe('canonicalTimeZone', () => {
  it.each([
    ['america/new_york', 'America/New_York'],
    ['utc', 'UTC'],
    ['AMERICA/PORT-AU-PRINCE', 'America/Port-au-Prince'],
    ['europe/isle_of_man', 'Europe/Isle_of_Man'],
    ['pst8pdt', 'PST8PDT'],
    ['etc/gmt+3', 'Etc/GMT+3'],
    ['Antarctica/Dumontdurville', 'Antarctica/DumontDUrville'],
    ['america/argentina/buenos_aires', 'America/Argentina/Buenos_Aires'],
  ])('spells %s as the zone database does', (name, canonical) => {
    expect(canonicalTimeZone(name)).toBe(canonical);
  });

  it.each(['', 'GMT+3', '+02:00', 'Mars/Base', 'Europe', 'Europe/', ' UTC', '__proto__'])('knows no "%s"', (name) => {
    expect(canonicalTimeZone(name)).toBeNull();
  });

  it('knows every zone that this runtime lists, in the same spelling', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    expect(zones.length).toBeGreaterThan(400);
    expect(zones.map((zone) => canonicalTimeZone(zone.toLowerCase()))).toEqual(zones);
  });
});
