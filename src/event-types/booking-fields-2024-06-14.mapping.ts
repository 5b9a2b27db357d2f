import { type BookingField, SYSTEM_FIELDS, type VariantField, withSystemFields } from './booking-field.js';
import { FIELD_TYPES } from './booking-field-kinds.js';
import type { BookingFieldInput } from './booking-fields-2024-06-14.dto.js';

const OWN_SOURCES = [{ id: 'user', type: 'user', label: 'User', fieldRequired: true }];
const BEFORE = ['name', 'email', 'attendeePhoneNumber', 'location'];
const BEHIND = ['title', 'notes', 'guests', 'rescheduleReason'];
/** Types of questions that only the system asks, and types that own questions cannot have. */
const NOT_OWN = ['name', 'splitName', 'email'];

/** The form to store: the given questions in the system's order, completed with the system's own. */
export function storedBookingFields(input: BookingFieldInput[], disableGuests: boolean): BookingField[] {
  const given = new Map(input.map((field) => [nameOf(field), toStored(field)]));
  given.set('name', given.get('name') ?? toStored({ type: 'name', label: 'your_name' }));
  const pick = (name: string): BookingField[] => [given.get(name) ?? systemField(name, disableGuests)].flat();
  const own = [...given].filter(([name]) => !SYSTEM_FIELDS.has(name)).map(([, field]) => field);
  return [...BEFORE.flatMap(pick), ...own, ...BEHIND.flatMap(pick)];
}

function systemField(name: string, disableGuests: boolean): BookingField | [] {
  if (name === 'attendeePhoneNumber') return [];
  const field = SYSTEM_FIELDS.get(name) as BookingField;
  return name === 'guests' ? { ...field, hidden: disableGuests } : field;
}

/** Whether the given questions hide the one for guests; undefined when there is none for guests. */
export function hidesGuests(input: BookingFieldInput[]): boolean | undefined {
  const guests = input.find(({ slug }) => slug === 'guests');
  return guests && guests.hidden === true;
}

/** The form of an event type as the version 2024-06-14 shows it; unknown questions stand at the end. */
export function shownBookingFields(stored: BookingField[] | null, disableGuests: boolean): object[] {
  const fields = withSystemFields(stored, { disableGuests, phone: false });
  const shown = fields.map(toOutput);
  const unknown = fields.filter((_, index) => shown[index] === null);
  return [
    ...shown.filter((field) => field !== null),
    ...unknown.map((field) => ({ type: 'unknown', slug: 'unknown', bookingField: JSON.stringify(field) })),
  ];
}

const nameOf = ({ type, slug }: BookingFieldInput): string =>
  slug ?? (type === 'splitName' ? 'name' : (type as string));

/** What is given as null is not given. */
function toStored(field: BookingFieldInput): BookingField {
  if (field.type === 'name' || field.type === 'splitName') return nameField(field);
  const name = nameOf(field);
  const system = SYSTEM_FIELDS.get(name);
  const { type, slug: _, required, hidden, options, label, placeholder, disableOnPrefill } = field;
  return {
    ...(system ?? { name, type: type as string, editable: 'user', sources: OWN_SOURCES }),
    required: name === 'email' ? true : (required ?? false),
    hidden: hidden ?? false,
    ...given({ label, placeholder }),
    ...(options ? { options: options.map((option) => ({ label: option, value: option })) } : {}),
    disableOnPrefill: disableOnPrefill ?? false,
  };
}

function nameField(input: BookingFieldInput): BookingField {
  const system = SYSTEM_FIELDS.get('name') as BookingField;
  const { label, placeholder, disableOnPrefill } = input;
  const isSplit = input.type === 'splitName';
  const part = (name: string, required: boolean, texts: Partial<VariantField>): VariantField => ({
    name,
    type: 'text',
    required,
    ...texts,
  });
  const full = [part('fullName', true, given({ label, placeholder }))];
  const first = given({ label: input.firstNameLabel, placeholder: input.firstNamePlaceholder });
  const last = given({ label: input.lastNameLabel, placeholder: input.lastNamePlaceholder });
  const split = [part('firstName', true, first), part('lastName', input.lastNameRequired ?? false, last)];
  return {
    ...system,
    ...(isSplit ? {} : given({ label, placeholder })),
    disableOnPrefill: disableOnPrefill ?? false,
    variant: isSplit ? 'firstAndLastName' : 'fullName',
    variantsConfig: { variants: isSplit ? { firstAndLastName: { fields: split } } : { fullName: { fields: full } } },
  };
}

/** Null for a question that this version has no words for. */
function toOutput(field: BookingField): object | null {
  const { name, type, label, placeholder, options, required = false, hidden = false, disableOnPrefill = false } = field;
  if (field.variant === 'firstAndLastName') return splitName(field);
  const texts = given({ label, placeholder });
  const isDefault = SYSTEM_FIELDS.has(name);
  if (isDefault && type !== SYSTEM_FIELDS.get(name)?.type) return null;
  if (name === 'name') return { isDefault, type, slug: name, required: true, ...texts, disableOnPrefill };
  if (name === 'location') return { isDefault, type, slug: name, required, hidden, ...given({ label }) };
  if (isDefault) return { isDefault, type, slug: name, required, ...texts, disableOnPrefill, hidden };
  if (NOT_OWN.includes(type) || !Object.hasOwn(FIELD_TYPES, type)) return null;
  const choices = options ? { options: options.map(({ value }) => value) } : {};
  const own = { isDefault, type, slug: name, ...given({ label }), required, ...given({ placeholder }) };
  return { ...own, disableOnPrefill, ...choices, hidden };
}

function splitName({ variantsConfig, disableOnPrefill = false }: BookingField): object {
  const fields = variantsConfig?.variants['firstAndLastName']?.fields ?? [];
  const [first, last] = ['firstName', 'lastName'].map((name) => fields.find((field) => field.name === name));
  return {
    isDefault: true,
    type: 'splitName',
    slug: 'splitName',
    firstNameLabel: first?.label ?? '',
    firstNamePlaceholder: first?.placeholder ?? '',
    lastNameLabel: last?.label ?? '',
    lastNamePlaceholder: last?.placeholder ?? '',
    lastNameRequired: last?.required ?? false,
    disableOnPrefill,
  };
}

/** Without the texts that are not there. */
function given<Texts extends Record<string, string | null | undefined>>(
  texts: Texts,
): { [Name in keyof Texts]?: string } {
  const entries = Object.entries(texts).filter(([, text]) => text !== undefined && text !== null);
  return Object.fromEntries(entries) as { [Name in keyof Texts]?: string };
}
