import { type ClassConstructor, plainToInstance, Transform } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { ApiError } from './api-error.js';
import { UNSTORABLE } from './validation.js';

/** Bodies as they were sent, by what became of them on the way to a class. */
const sent = new WeakMap<object, object>();

/** A property that keeps every key of its value, for they are the caller's choice. Its class has to check it itself. */
export const AsSent = (): PropertyDecorator =>
  Transform(({ obj, key }: { obj: object; key: string }) => ((sent.get(obj) ?? obj) as Record<string, unknown>)[key]);

/** Keys by which the library would take a plain object for something else. */
const NATURE = ['__proto__', 'constructor', 'prototype'];

function withoutNature(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNature);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !NATURE.includes(key));
  return Object.fromEntries(entries.map(([key, part]) => [key, withoutNature(part)]));
}

/**
 * The body as an instance of the class. Unlike elsewhere a property that the class does not know is a fault.
 *
 * @throws ApiError 400 that tells all faults in one text.
 */
export function readStrictly<Body extends object>(type: ClassConstructor<Body>, body: unknown): Body {
  if (body === undefined || body === null) throw ApiError.badRequest('Body is required');
  if (typeof body !== 'object' || Array.isArray(body)) throw ApiError.badRequest('Body should be an object');
  requireStorable(body);
  const plain = withoutNature(body) as object;
  sent.set(plain, body);
  const instance = plainToInstance(type, plain);
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
