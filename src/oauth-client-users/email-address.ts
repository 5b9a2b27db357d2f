import { ApiError } from '../common/api-error.js';

/** Longest address that mail systems carry. */
const MAX_LENGTH = 320;

/**
 * The address under which a client's user is kept: `ann@example.org` becomes `ann+<clientId>@example.org`, so that two
 * clients can each have a user with the same address. An address that names the client already stays as it is.
 */
export function addressInClient(email: string, clientId: string): string {
  if (email.includes(`+${clientId}@`)) return email;
  // compat: managed-users.address — what stands after a second @ is lost.
  const [local, domain] = email.split('@');
  return `${local}+${clientId}@${domain}`;
}

/**
 * `addressInClient` of an address that mail can be sent to.
 *
 * @throws ApiError 400, in the form that the original's invitations have.
 */
export function requireAddressInClient(email: string, clientId: string): string {
  const address = addressInClient(email, clientId);
  if (isEmailAddress(address)) return address;
  // compat: managed-users.invalid-address — a code of its own, and no details.
  throw new ApiError(400, {
    code: 'TRPCError',
    message: `Invite failed because ${address} is not a valid email address`,
  });
}

/** The address that an `emails` filter means: as given when it names the client anywhere, else rewritten. */
export function filterAddress(email: string, clientId: string): string {
  return email.includes(clientId) ? email : addressInClient(email, clientId);
}

/** Whether the text has the form `x@y.z`: no blanks or control characters, one @, a dot inside the domain. */
export function isEmailAddress(email: string): boolean {
  // `addressInClient` of a text without an @ gives a domain `undefined`, which has no dot.
  if (email.length > MAX_LENGTH || /[\s\p{Control}\p{Surrogate}]/u.test(email)) return false;
  return /^[^@]+@[^@.]+(\.[^@.]+)+$/.test(email);
}

/**
 * The value of the `emails` query parameter: a text is a list separated by commas and every part must be an address;
 * repeated parameters are taken as they are.
 *
 * @throws ApiError 400 naming the first part that is no address.
 */
export function parseEmailList(value: unknown): unknown {
  // compat: managed-users.repeated-emails — generated clients repeat the parameter; then nothing is checked.
  if (typeof value !== 'string') return value;
  const parts = value.split(',').map((part) => part.trim());
  const wrong = parts.find((part) => !isEmailAddress(part));
  if (wrong !== undefined) throw ApiError.badRequest(`Invalid email ${wrong}`);
  return parts;
}
