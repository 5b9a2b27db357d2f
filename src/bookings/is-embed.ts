import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** The parameter that tells whether the components ask for e-mails and calendar events whatever the client's settings say. */
export const IsEmbed = createParamDecorator(
  (_: unknown, context: ExecutionContext) =>
    context.switchToHttp().getRequest<Request>().headers['x-cal-platform-embed'] === 'true',
);
