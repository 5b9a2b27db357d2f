/** A question of the booking form, in the form in which it is stored and in which the components know it. */
export interface BookingField {
  /** Names the answer; unique within the form. */
  name: string;
  type: string;
  editable?: string;
  required?: boolean;
  hidden?: boolean;
  label?: string;
  placeholder?: string;
  defaultLabel?: string;
  defaultPlaceholder?: string;
  disableOnPrefill?: boolean;
  /** Only on the way out, for the components that draw the label themselves. */
  labelAsSafeHtml?: string;
  options?: { label: string; value: string }[];
  sources?: object[];
  views?: object[];
  variant?: string;
  variantsConfig?: { variants: Record<string, { fields: VariantField[] }> };
  hideWhenJustOneOption?: boolean;
  getOptionsAt?: string;
  optionsInputs?: object;
}

/** One of the inputs that a field falls into, such as the first name. */
export interface VariantField {
  name: string;
  type: string;
  required: boolean;
  label?: string;
  placeholder?: string;
}

const SOURCES = [{ id: 'default', type: 'default', label: 'Default' }];

const system = (name: string, type: string, defaultLabel: string, more: Partial<BookingField>): BookingField => ({
  name,
  type,
  defaultLabel,
  editable: 'system-but-optional',
  required: false,
  sources: SOURCES,
  ...more,
});

const placeInput = (type: string): object => ({ type, required: true, placeholder: '' });

/** The questions of every form that come before the ones that its owner adds. */
const FIRST: BookingField[] = [
  system('name', 'name', 'your_name', { editable: 'system', required: true }),
  system('email', 'email', 'email_address', { required: true }),
  system('attendeePhoneNumber', 'phone', 'phone_number', { hidden: true }),
  system('location', 'radioInput', 'location', {
    editable: 'system',
    hideWhenJustOneOption: true,
    getOptionsAt: 'locations',
    optionsInputs: {
      attendeeInPerson: placeInput('address'),
      somewhereElse: placeInput('text'),
      phone: placeInput('phone'),
    },
  }),
];

/** And the ones behind them. */
const LAST: BookingField[] = [
  system('title', 'text', 'what_is_this_meeting_about', { required: true, hidden: true, defaultPlaceholder: '' }),
  system('notes', 'textarea', 'additional_notes', { defaultPlaceholder: 'share_additional_notes' }),
  system('guests', 'multiemail', 'additional_guests', { hidden: false, defaultPlaceholder: 'email' }),
  system('rescheduleReason', 'textarea', 'reason_for_reschedule', {
    defaultPlaceholder: 'reschedule_placeholder',
    views: [{ id: 'reschedule', label: 'Reschedule View' }],
  }),
];

export const SYSTEM_FIELDS: ReadonlyMap<string, BookingField> = new Map(
  [...FIRST, ...LAST].map((field) => [field.name, field]),
);

/**
 * The form with what the system knows about its own fields, and with the system fields that are missing.
 *
 * @param phone whether the hidden phone number belongs into a form that was stored without it; a form that was never stored has it.
 */
export function withSystemFields(
  stored: BookingField[] | null,
  { disableGuests, phone }: { disableGuests: boolean; phone: boolean },
): BookingField[] {
  const present = new Set(stored?.map(({ name }) => name));
  const isMissing = ({ name }: BookingField): boolean =>
    !present.has(name) && (name !== 'attendeePhoneNumber' || phone || stored === null);
  const known = (stored ?? []).map((field) => ({ ...SYSTEM_FIELDS.get(field.name), ...field }));
  const added = (fields: BookingField[]): BookingField[] =>
    fields.filter(isMissing).map((field) => (field.name === 'guests' ? { ...field, hidden: disableGuests } : field));
  return [...added(FIRST), ...known, ...added(LAST)];
}

/** The form with its question for guests shown or hidden; the others stay as they are. */
export function withGuestsHidden(stored: BookingField[] | null, hidden: boolean): BookingField[] | null {
  return stored && stored.map((field) => (field.name === 'guests' ? { ...field, hidden } : field));
}
