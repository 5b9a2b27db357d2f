import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** The parameter of a controller method that receives the `Origin` of the page that calls; undefined without one. */
export const PageOrigin = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<Request>().headers.origin,
);
