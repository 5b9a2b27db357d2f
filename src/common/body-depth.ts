import type { NextFunction, Request, Response } from 'express';
import { ApiError } from './api-error.js';

/** More levels than any input has, and far fewer than would exhaust the stack of whoever walks the body. */
const MAX_DEPTH = 64;

/** Refuses bodies that are nested for no other purpose than to be. */
export function limitBodyDepth({ body }: Request, _response: Response, next: NextFunction): void {
  // improve: body.depth — the original answers 500.
  next(isDeeperThan(MAX_DEPTH, body) ? ApiError.badRequest('Body is nested too deeply') : undefined);
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeperThan(levels - 1, item));
}
