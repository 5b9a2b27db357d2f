import { canonicalJson } from './canonical-json.js';

describe('canonicalJson', () => {
  it('is the same for objects with the same contents in another order', () => {
    expect(canonicalJson({ b: { d: 1, c: 2 }, a: 3 })).toBe(canonicalJson({ a: 3, b: { c: 2, d: 1 } }));
  });

  it('is the same for a plain object and an instance of a class', () => {
    class Input {
      b = 1;
      a = 'x';
    }
    expect(canonicalJson(new Input())).toBe('{"a":"x","b":1}');
  });

  it.each([
    ['values', { a: 1 }, { a: 2 }],
    ['types', { a: 1 }, { a: '1' }],
    ['null and absent', { a: null }, {}],
    ['order in arrays', { a: [1, 2] }, { a: [2, 1] }],
    ['arrays and objects', { a: ['x'] }, { a: { 0: 'x' } }],
    ['keys that objects have by nature', JSON.parse('{"__proto__":"x"}') as object, {}],
  ])('tells %s apart', (_, one, other) => {
    expect(canonicalJson(one)).not.toBe(canonicalJson(other));
  });
});
