import { MAX_ID } from '../common/numeric-id.pipe.js';
import { isStorable } from '../common/validation.js';
import type { EventTypeColumns, EventTypeRow, Layout } from './event-type-row.js';
import { LAYOUTS } from './event-type-settings-2024-06-14.dto.js';
import { isObject } from './input-check.js';

// The components keep some settings in one free object. Those with columns are taken out of it and put back.

/** The free object. */
export interface ComponentMetadata {
  multipleDuration?: number[] | null;
  requiresConfirmationThreshold?: { unit: string; time: number } | null;
  bookerLayouts?: { enabledLayouts: string[]; defaultLayout: string } | null;
  [key: string]: unknown;
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null;
const isInt = (value: unknown, min: number): boolean =>
  Number.isInteger(value) && Number(value) >= min && Number(value) <= MAX_ID;
const isFlag = (value: unknown): boolean => typeof value === 'boolean';
const isView = (value: unknown): boolean => LAYOUTS.some((layout) => `${layout}_view` === value);

const PARTS: Record<string, { fits: (value: unknown) => boolean; fault: string }> = {
  multipleDuration: {
    fits: (value) =>
      Array.isArray(value) && value.every((length) => isInt(length, 1)) && new Set(value).size === value.length,
    fault: 'a list of different lengths in minutes',
  },
  requiresConfirmationThreshold: {
    fits: (value) => isObject(value) && ['minutes', 'hours'].includes(String(value['unit'])) && isInt(value['time'], 1),
    fault: 'an object with a unit (minutes or hours) and a time',
  },
  bookerLayouts: {
    fits: (value) =>
      isObject(value) &&
      Array.isArray(value['enabledLayouts']) &&
      value['enabledLayouts'].every(isView) &&
      value['enabledLayouts'].includes(value['defaultLayout']),
    fault: 'an object with enabledLayouts, and with a defaultLayout that is one of them',
  },
  apps: { fits: (value) => isObject(value) && Object.values(value).every(isObject), fault: 'an object of objects' },
  hideDurationSelectorInBookingPage: { fits: isFlag, fault: 'a boolean value' },
};

/** What is wrong with an object that the components send; null for nothing. */
export function faultOfMetadata(value: unknown): string | null {
  if (!isObject(value)) return 'must be an object';
  if (!isStorable(value)) return 'must not contain NUL characters or unpaired surrogates';
  const wrong = Object.entries(PARTS).find(([name, { fits }]) => !isAbsent(value[name]) && !fits(value[name]));
  return wrong ? `must have in ${wrong[0]} ${wrong[1].fault}` : null;
}

/** The columns for an object; what it leaves out has its default. */
export function columnsOfMetadata(metadata: ComponentMetadata | null): EventTypeColumns {
  const { multipleDuration, requiresConfirmationThreshold: threshold, bookerLayouts, ...rest } = metadata ?? {};
  const layout = (view: string): Layout => view.replace('_view', '') as Layout;
  return {
    lengthOptions: multipleDuration ?? [],
    confirmationThreshold: threshold ? { unit: threshold.unit, time: threshold.time } : null,
    bookerLayouts: bookerLayouts
      ? {
          defaultLayout: layout(bookerLayouts.defaultLayout),
          enabledLayouts: bookerLayouts.enabledLayouts.map(layout),
        }
      : null,
    otherSettings: { metadata: rest },
  };
}

/** The names that the components have for the layouts of the booking page. */
export function layoutsOf({ bookerLayouts }: Pick<EventTypeRow, 'bookerLayouts'>) {
  if (!bookerLayouts) return null;
  const { enabledLayouts, defaultLayout } = bookerLayouts;
  return { enabledLayouts: enabledLayouts.map((layout) => `${layout}_view`), defaultLayout: `${defaultLayout}_view` };
}

/** The object as the components get it. */
export function metadataOf(row: EventTypeRow): ComponentMetadata {
  const { lengthOptions, confirmationThreshold, otherSettings } = row;
  const bookerLayouts = layoutsOf(row);
  return {
    ...otherSettings.metadata,
    ...(lengthOptions.length > 0 ? { multipleDuration: lengthOptions } : {}),
    ...(confirmationThreshold ? { requiresConfirmationThreshold: confirmationThreshold } : {}),
    ...(bookerLayouts ? { bookerLayouts } : {}),
    apps: otherSettings.metadata?.['apps'] ?? {},
  };
}
