import { MAX_ID } from '../common/numeric-id.pipe.js';
import { isObject } from './input-check.js';

/** A private link that an event type shall have: its random part, made by the components, alone or with its limits. */
export type WantedLink = string | { link: string; expiresAt?: string | null; maxUsageCount?: number | null };

/** The same in one form. `limits` is absent when nothing was said about them. */
export interface LinkToKeep {
  link: string;
  limits?: { expiresAt: Date | null; maxUsageCount: number | null };
}

const MAX_LINKS = 100;
/** What can stand in an address as it is. Shorter ones could be guessed. */
const LINK = /^[\w-]{8,255}$/;

/** What is wrong with a list that the components send; null for nothing. */
export function faultOfLinks(value: unknown): string | null {
  if (!Array.isArray(value)) return 'must be an array';
  if (value.length > MAX_LINKS) return `must contain at most ${MAX_LINKS} links`;
  if (!value.every(isWanted)) {
    return 'must contain links of 8 to 255 letters, digits, _ and -, or objects with such a link, expiresAt and maxUsageCount';
  }
  const links = linksToKeep(value).map(({ link }) => link);
  return new Set(links).size === links.length ? null : 'must not contain a link twice';
}

function isWanted(value: unknown): value is WantedLink {
  if (typeof value === 'string') return LINK.test(value);
  if (!isObject(value) || typeof value['link'] !== 'string' || !LINK.test(value['link'])) return false;
  const { expiresAt, maxUsageCount } = value;
  const year = typeof expiresAt === 'string' && /^\d{4}-/.test(expiresAt) ? new Date(expiresAt).getUTCFullYear() : NaN;
  const isTime = year >= 0 && year <= 9999;
  const isCount = Number.isInteger(maxUsageCount) && Number(maxUsageCount) >= 1 && Number(maxUsageCount) <= MAX_ID;
  return ((expiresAt ?? null) === null || isTime) && ((maxUsageCount ?? null) === null || isCount);
}

// improve: private-links.no-limit — like everywhere, a link without a time is good for a number of bookings, at least one.
export function linksToKeep(wanted: WantedLink[]): LinkToKeep[] {
  return wanted.map((value) => {
    if (typeof value === 'string') return { link: value };
    const { link, expiresAt, maxUsageCount } = value;
    const time = expiresAt ? new Date(expiresAt) : null;
    return { link, limits: { expiresAt: time, maxUsageCount: time ? null : (maxUsageCount ?? 1) } };
  });
}
