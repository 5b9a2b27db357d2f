import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';

const COOKIE = /(?:^|;)\s*uid=([\w-]{1,100})\s*(?:;|$)/;

/** The parameter of a controller method that receives what the cookie `uid` tells of a visitor; undefined without it. */
export const Visitor = createParamDecorator(
  (_: unknown, context: ExecutionContext): string | undefined =>
    COOKIE.exec(context.switchToHttp().getRequest<Request>().headers.cookie ?? '')?.[1],
);

/** Makes the browser send the uid from now on. @returns the uid. */
export function rememberVisitor(response: Response, uid: string): string {
  response.cookie('uid', uid, { httpOnly: true, sameSite: 'lax' });
  return uid;
}
