import { SettingsError } from '../config/settings-error.js';
import type { Settings } from '../config/settings.js';

/** Credentials that a start makes unless they exist. */
export type Seeds = Pick<Settings, 'seedClientId' | 'seedClientSecret' | 'seedApiKey'>;

/** @throws SettingsError when they could not work. */
export function seedsIn({ seedClientId, seedClientSecret, seedApiKey, apiKeyPrefix }: Settings): Seeds {
  const problems: string[] = [];
  if ((seedClientId === undefined) !== (seedClientSecret === undefined)) {
    problems.push('SEED_CLIENT_ID and SEED_CLIENT_SECRET must be set together');
  }
  if (seedApiKey !== undefined && !seedApiKey.startsWith(apiKeyPrefix)) {
    problems.push('SEED_API_KEY must begin with API_KEY_PREFIX');
  }
  if (problems.length > 0) throw new SettingsError(problems);
  return { seedClientId, seedClientSecret, seedApiKey };
}
