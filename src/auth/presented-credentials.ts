import type { Request } from 'express';
import { hash } from '../secrets/secrets.js';

/** The credentials that a request carries, not yet checked. */
export class PresentedCredentials {
  #secretHash: Buffer | undefined;

  constructor(
    /** The path's client id if the route has one, else that of the header. */
    readonly clientId: string | undefined,
    readonly secret: string | undefined,
    readonly bearer: string | undefined,
  ) {}

  /** SHA-256 of the secret; computed once although several guards ask. */
  get secretHash(): Buffer {
    return (this.#secretHash ??= hash(this.secret ?? ''));
  }
}

/** Several guards look at the credentials of one request; its path is the same for all of them. */
const known = new WeakMap<Request, PresentedCredentials>();

export function presentedCredentials(request: Request): PresentedCredentials {
  const before = known.get(request);
  if (before) return before;
  const path = request.params['clientId'];
  const presented = new PresentedCredentials(
    (typeof path === 'string' ? path : undefined) ?? headerOf(request, 'x-cal-client-id'),
    headerOf(request, 'x-cal-secret-key'),
    bearerOf(request.headers.authorization),
  );
  known.set(request, presented);
  return presented;
}

/** The token of the scheme `Bearer`, whatever its letter case. */
function bearerOf(authorization: string | undefined): string | undefined {
  // improve: auth.bearer-scheme — the original takes any other scheme for a token.
  return /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
}

function headerOf(request: Request, name: string): string | undefined {
  const value = request.headers[name];
  return (Array.isArray(value) ? value[0] : value) || undefined;
}
