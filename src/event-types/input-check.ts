import { type ClassConstructor, plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { ApiError } from '../common/api-error.js';

// Parts of an event type whose refusals are one text each, instead of the list of failed properties that a body has.

/** The texts of all rules that the value breaks, those of nested objects included. */
export function brokenRules(instance: object): string[] {
  return textsOf(validateSync(instance, { whitelist: true, forbidUnknownValues: false }));
}

/** The value as an instance of the class, without what the class does not know. */
export function checkedAs<Part extends object>(
  type: ClassConstructor<Part>,
  value: object,
  refusal: (texts: string[]) => string,
): Part {
  const instance = plainToInstance(type, value);
  const texts = brokenRules(instance);
  if (texts.length > 0) throw ApiError.badRequest(refusal(texts));
  return instance;
}

/** Whether the value is an object with keys. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textsOf(errors: ValidationError[]): string[] {
  return errors.flatMap(({ constraints = {}, children = [] }) => [...Object.values(constraints), ...textsOf(children)]);
}
