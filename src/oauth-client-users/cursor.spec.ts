import { decodeCursor, encodeCursor } from './cursor.js';

const encoded = (text: string): string => Buffer.from(text).toString('base64url');

describe('cursor', () => {
  it.each([1, 4711, 2 ** 31 - 1])('leads back to the id %d', (id) => {
    expect(decodeCursor(encodeCursor(id))).toBe(id);
  });

  it('can stand in a URL as it is', () => {
    expect(encodeCursor(4711)).toMatch(/^[\w-]+$/);
  });

  it('begins before the first user when it is empty', () => {
    expect(decodeCursor('')).toBe(0);
  });

  it.each([
    ['a text that was never a cursor', 'zzz'],
    ['an id that no row can have', encoded('after:2147483648')],
    ['an id of eleven digits', encoded('after:99999999999')],
    ['a negative id', encoded('after:-1')],
    ['another spelling of an id', encoded('after:007')],
    ['a cursor with something behind it', `${encodeCursor(7)}!`],
  ])('refuses %s', (_, cursor) => {
    expect(() => decodeCursor(cursor)).toThrow('Invalid cursor');
  });
});
