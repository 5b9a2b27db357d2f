import { type BookingField, withSystemFields } from './booking-field.js';
import { ApiError } from '../common/api-error.js';

/**
 * Refuses a form with two questions of one name, or in which who books need leave neither an e-mail address nor a number.
 *
 * @throws ApiError 400 with the contract's text.
 */
export function requireReachable(given: BookingField[]): void {
  const names = given.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw ApiError.trpc(400, `Duplicate booking field name: ${twice}`);
  const fields = withSystemFields(given, { disableGuests: false, phone: true });
  const [email, phone] = ['email', 'attendeePhoneNumber'].map((name) => fields.find((field) => field.name === name));
  if (email?.hidden && phone?.hidden) throw ApiError.trpc(400, 'booking_fields_email_and_phone_both_hidden');
  if (!email?.required && !phone?.required) throw ApiError.trpc(400, 'booking_fields_email_or_phone_required');
  if (email?.hidden && !phone?.required) throw ApiError.trpc(400, 'booking_fields_phone_required_when_email_hidden');
  if (phone?.hidden && !email?.required) throw ApiError.trpc(400, 'booking_fields_email_required_when_phone_hidden');
}
