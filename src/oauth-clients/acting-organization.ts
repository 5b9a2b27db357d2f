import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { AuthenticatedRequest } from '../auth/caller.js';
import { ApiError } from '../common/api-error.js';

/**
 * The parameter of a controller method that receives the id of the organization the caller acts for.
 * Only a system administrator can get past the guards without one.
 */
export const ActingOrganization = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  // improve: auth.acting-organization — the original knows no organization of a personal API key here.
  const id = context.switchToHttp().getRequest<AuthenticatedRequest>().caller?.organizationId;
  if (typeof id === 'number') return id;
  throw ApiError.unauthorized('GetOrgId decorator: Organization ID not found');
});
