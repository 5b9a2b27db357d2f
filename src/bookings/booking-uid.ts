import { randomBytes } from 'node:crypto';

/** Digits and letters without those that look alike. */
const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const LENGTH = 22;

// improve: bookings.random-uid — the original derives it from the user name and the time, which others may know.
/** A new booking uid: 22 characters of base 58, 128 random bits. Knowing it is the permission to change the booking. */
export function newBookingUid(): string {
  let rest = BigInt(`0x${randomBytes(16).toString('hex')}`);
  let uid = '';
  for (let place = 0; place < LENGTH; place++, rest /= 58n) uid = ALPHABET.charAt(Number(rest % 58n)) + uid;
  return uid;
}

/** The name of the booking in calendars; it stays when the booking moves. */
export function icalUidOf(bookingUid: string): string {
  return `${bookingUid}@Cal.com`;
}
