import { isStorable } from '../common/validation.js';
import { parseUrl } from '../common/parse-url.js';

const MAX_LENGTH = 2_000;

/** Whether the value is an http(s) address whose path ends in `.ics`. Says nothing about who answers there. */
export function isIcsUrl(value: unknown): boolean {
  if (typeof value !== 'string' || value.length > MAX_LENGTH || !isStorable(value)) return false;
  const url = parseUrl(value);
  return url !== null && /^https?:$/.test(url.protocol) && url.pathname.toLowerCase().endsWith('.ics');
}
