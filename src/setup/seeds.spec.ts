import { loadSettings } from '../config/settings.js';
import { seedsIn } from './seeds.js';

describe('the SEED_ settings', () => {
  it('name a client, an API key, both or nothing', () => {
    const client = { seedClientId: 'my-client', seedClientSecret: 'my-secret' };
    const key = { seedApiKey: 'cal_my-key' };
    for (const seeds of [client, key, { ...client, ...key }, {}]) {
      expect(seedsIn({ ...loadSettings({}), ...seeds })).toEqual(seeds);
    }
  });

  it.each([
    [{ SEED_CLIENT_ID: 'hidden' }, 'SEED_CLIENT_ID and SEED_CLIENT_SECRET must be set together'],
    [{ SEED_CLIENT_SECRET: 'hidden' }, 'SEED_CLIENT_ID and SEED_CLIENT_SECRET must be set together'],
    [{ SEED_API_KEY: 'hidden' }, 'SEED_API_KEY must begin with API_KEY_PREFIX'],
    [{ SEED_API_KEY: 'cal_hidden', API_KEY_PREFIX: 'key_' }, 'SEED_API_KEY must begin with API_KEY_PREFIX'],
  ])('refuses %j', (env, text) => {
    expect(() => seedsIn(loadSettings(env))).toThrow(new Error(text));
  });
});
