import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

export type OrganizationRole = 'MEMBER' | 'ADMIN' | 'OWNER';

/** A person's standing in the organization that a credential acts for. */
export interface Membership {
  role: OrganizationRole;
  accepted: boolean;
}

/** Who is calling, as established by the credentials of the request. */
export interface Caller {
  method: 'OAUTH_CLIENT_CREDENTIALS' | 'API_KEY' | 'ACCESS_TOKEN' | 'THIRD_PARTY_ACCESS_TOKEN';
  userId: number;
  /** The organization the credential acts for; for a personal API key that of its owner. */
  organizationId: number | null;
  /** Whether that organization may own OAuth clients. */
  isPlatform: boolean;
  /** Null when the user is no member of that organization. */
  membership: Membership | null;
  /** A system administrator passes every tenant check. */
  isSystemAdmin: boolean;
  /** The client of client credentials and access tokens. */
  clientId: string | null;
}

/** A request after the authentication guard. */
export interface AuthenticatedRequest extends Request {
  caller?: Caller;
}

/** The parameter of a controller method that receives the caller. */
export const CurrentCaller = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<AuthenticatedRequest>().caller,
);
