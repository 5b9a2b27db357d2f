import request from 'supertest';
import { canonicalTimeZone } from '../../src/common/time-zones.js';
import type { City } from '../../src/timezones/cities.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe('GET /v2/timezones', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.close());

  const cities = async (version = ''): Promise<City[]> =>
    (await request(app.url).get('/v2/timezones').set('cal-api-version', version).expect(200)).body.data;

  it('needs no credentials, and is the same in every version', async () => {
    expect(await cities('2024-09-04')).toEqual(await cities());
  });

  it('names cities with their time zones, each city once', async () => {
    const all = await cities();
    expect(all.length).toBeGreaterThan(300);
    expect(new Set(all.map(({ city }) => city)).size).toBe(all.length);
    for (const { city, timezone, pop } of all) {
      expect({ city, timezone: canonicalTimeZone(timezone), pop }).toEqual({ city, timezone, pop: 0 });
    }
  });

  it.each(['Europe/Kyiv', 'America/Ciudad_Juarez', 'America/Coyhaique'])('does not name %s', async (timezone) => {
    expect((await cities()).map((city) => city.timezone)).not.toContain(timezone);
  });

  it.each([
    ['London', 'Europe/London'],
    ['New York', 'America/New_York'],
    ['Kolkata', 'Asia/Kolkata'],
    ['Kyiv', 'Europe/Kiev'],
    ['Port-au-Prince', 'America/Port-au-Prince'],
  ])('has %s', async (city, timezone) => {
    expect(await cities()).toContainEqual({ city, timezone, pop: 0 });
  });
});
