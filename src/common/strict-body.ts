import { type ClassConstructor, plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { ApiError } from './api-error.js';
import { UNSTORABLE } from './validation.js';

/**
 * The body as an instance of the class. Unlike elsewhere a property that the class does not know is a fault.
 *
 * @throws ApiError 400 that tells all faults in one text.
 */
export function readStrictly<Body extends object>(type: ClassConstructor<Body>, body: unknown): Body {
  if (body === undefined || body === null) throw ApiError.badRequest('Body is required');
  if (typeof body !== 'object' || Array.isArray(body)) throw ApiError.badRequest('Body should be an object');
  requireStorable(body);
  const instance = plainToInstance(type, body);
  const errors = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false });
  if (errors.length > 0) throw ApiError.badRequest(textOf(errors));
  return instance;
}

/** `<property> property is wrong,<texts of its rules> <the same of its parts>` for each property. */
function textOf(errors: ValidationError[]): string {
  return errors
    .map(({ property, constraints = {}, children = [] }) => {
      const rules = Object.values(constraints).join(', ');
      return `${property} property is wrong,${rules} ${textOf(children)}`;
    })
    .join(', ');
}

/** Refuses texts, at any depth, that no column can hold. */
function requireStorable(body: object): void {
  for (const [property, value] of Object.entries(body)) {
    if (isStorableThroughout(property) && isStorableThroughout(value)) continue;
    const name = property.replaceAll(new RegExp(UNSTORABLE, 'gu'), '');
    throw ApiError.badRequest(
      `${name} property is wrong,${name} must not contain NUL characters or unpaired surrogates `,
    );
  }
}

/** Bodies are not deep: `limitBodyDepth` has seen them. */
function isStorableThroughout(value: unknown): boolean {
  if (typeof value === 'string') return !UNSTORABLE.test(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, part]) => !UNSTORABLE.test(key) && isStorableThroughout(part));
}
