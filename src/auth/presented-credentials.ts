import type { Request } from 'express';

/** The credentials that a request carries, not yet checked. */
export interface PresentedCredentials {
  /** The path's client id if the route has one, else that of the header. */
  clientId?: string;
  secret?: string;
  bearer?: string;
}

export function presentedCredentials(request: Request): PresentedCredentials {
  const path = request.params['clientId'];
  return {
    clientId: (typeof path === 'string' ? path : undefined) ?? headerOf(request, 'x-cal-client-id'),
    secret: headerOf(request, 'x-cal-secret-key'),
    bearer: bearerOf(request.headers.authorization),
  };
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
