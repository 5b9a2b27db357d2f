import 'reflect-metadata';
import { createValidationPipe } from './validation.pipe.js';
import {
  isStorable,
  IsOmittable,
  OptionalLocale,
  OptionalMetadata,
  OptionalString,
  OptionalTimeFormat,
  OptionalTimeZone,
  OptionalUrl,
  OptionalWeekDay,
  RequiredString,
} from './validation.js';

class Sample {
  @RequiredString()
  text: string;

  @OptionalString()
  note?: string | null;

  @OptionalString({}, IsOmittable())
  omittable?: string;

  @OptionalTimeFormat()
  timeFormat?: number | null;

  @OptionalWeekDay()
  weekStart?: string | null;

  @OptionalTimeZone()
  timeZone?: string | null;

  @OptionalLocale()
  locale?: string | null;

  @OptionalUrl()
  url?: string | null;

  @OptionalMetadata()
  metadata?: object | null;

  @OptionalString()
  clientSecret?: string;
}

type Refusal = { target: object; value: unknown; property: string; constraints: Record<string, string> };

const check = (body: unknown, metatype: unknown = Sample): Promise<Sample> =>
  createValidationPipe().transform(body, { type: 'body', metatype: metatype as typeof Sample }) as Promise<Sample>;

async function refusalsOf(body: unknown): Promise<Refusal[]> {
  const error = await check(body).then(
    () => undefined,
    (reason: { body: { details: { errors: Refusal[] } } }) => reason,
  );
  return error?.body.details.errors ?? [];
}

describe('validation decorators', () => {
  it.each([
    ['text', 1, ['isString']],
    ['text', null, ['isString']],
    ['text', 'a\0b', ['isStorable']],
    ['text', '\udc00', ['isStorable']],
    ['note', [], ['isString']],
    ['omittable', null, ['isString']],
    ['timeFormat', 13, ['isIn']],
    ['timeFormat', '', ['isIn']],
    ['timeFormat', true, ['isIn']],
    ['timeFormat', 'x', ['isIn', 'isNumber']],
    ['timeFormat', [12], ['isIn', 'isNumber']],
    ['weekStart', 'monday', ['isIn']],
    ['weekStart', 1, ['isIn', 'isString']],
    ['timeZone', '', ['isTimeZone']],
    ['timeZone', ['UTC'], ['isTimeZone']],
    ['locale', 'xx', ['isEnum']],
    ['locale', 'EN', ['isEnum']],
    ['url', 'http://localhost/x', ['isUrl']],
    ['url', 'https://example.org/\0', ['isStorable']],
    ['metadata', 'text', ['ValidateMetadata', 'isObject']],
    ['metadata', ['a'], ['isObject']],
    ['metadata', { a: null }, ['ValidateMetadata']],
    ['metadata', { a: Infinity }, ['ValidateMetadata']],
    ['metadata', { a: '\0' }, ['isStorable']],
    ['metadata', { '\ud800': 1 }, ['isStorable']],
  ])('refuse %s = %j by the rules %j', async (property, value, rules) => {
    const refusals = await refusalsOf({ text: 'x', [property]: value });
    expect(refusals.map((refusal) => [refusal.property, Object.keys(refusal.constraints)])).toEqual([
      [property, rules],
    ]);
  });

  it.each([
    ['note', null, null],
    ['text', '', ''],
    ['text', 'a😀b', 'a😀b'],
    ['timeFormat', '12', 12],
    ['timeFormat', null, null],
    ['weekStart', null, null],
    ['timeZone', 'europe/ROME', 'Europe/Rome'],
    ['timeZone', null, null],
    ['locale', 'pt-BR', 'pt-BR'],
    ['url', 'img.example.org/a.png', 'img.example.org/a.png'],
    ['metadata', null, null],
    ['metadata', {}, {}],
  ])('accept %s = %j as %j', async (property, value, result) => {
    expect(await check({ text: 'x', [property]: value })).toEqual({ text: 'x', [property]: result });
  });

  it('keep every key of metadata', async () => {
    const text = '{"__proto__":"a","constructor":"b","prototype":1,"toString":false,"":"c"}';
    const { metadata } = await check({ text: 'x', metadata: JSON.parse(text) as object });
    expect(JSON.stringify(metadata)).toBe(text);
  });

  it('let metadata change no prototype', async () => {
    await check({ text: 'x', metadata: JSON.parse('{"__proto__":{"polluted":true}}') as object }).catch(
      () => undefined,
    );
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('createValidationPipe', () => {
  it('drops properties that the class does not have', async () => {
    expect(await check({ text: 'x', other: 1 })).toEqual({ text: 'x' });
  });

  it('shows the whole body in every refusal, without what the class does not have', async () => {
    const refusals = await refusalsOf({ note: 1, timeFormat: '13', other: 1 });
    expect(refusals.map(({ target }) => target)).toEqual(Array(3).fill({ note: 1, timeFormat: 13 }));
  });

  it('does not repeat secrets', async () => {
    const [ofText, ofSecret] = await refusalsOf({ clientSecret: ['s3cret'] });
    expect(ofText?.target).toEqual({ clientSecret: '' });
    expect(ofSecret).toMatchObject({ target: { clientSecret: '' }, value: '' });
  });

  it('refuses an array instead of an object', async () => {
    await expect(check([{ text: 'x' }])).rejects.toThrow('Bad Request Exception');
  });
});

describe('isStorable', () => {
  it.each(['', 'text', '😀', '\u0001', 5, null, {}, { a: 'x', b: 1 }])('is true for %j', (value) => {
    expect(isStorable(value)).toBe(true);
  });

  it.each(['\0', '\ud83d', '\ude00\ud83d', { '\0': 1 }, { a: 'b\0' }])('is false for %j', (value) => {
    expect(isStorable(value)).toBe(false);
  });
});
