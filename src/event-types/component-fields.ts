import { type BookingField, withSystemFields } from './booking-field.js';
import type { EventTypeRow } from './event-type-row.js';
import { toSafeHtml } from './markdown.js';

/** Fields whose labels the components put into the page as HTML. */
const HTML_LABELS = ['boolean', 'radio'];

/** The booking form in the form in which the components know it. */
export function componentFields({
  bookingFields,
  disableGuests,
}: Pick<EventTypeRow, 'bookingFields' | 'disableGuests'>): BookingField[] {
  return withSystemFields(bookingFields, { disableGuests, phone: true }).map((field) =>
    HTML_LABELS.includes(field.type)
      ? { ...field, labelAsSafeHtml: toSafeHtml(field.label ?? field.defaultLabel ?? '') }
      : field,
  );
}
