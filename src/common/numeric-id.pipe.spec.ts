import { NumericIdPipe } from './numeric-id.pipe.js';

describe('NumericIdPipe', () => {
  const pipe = new NumericIdPipe();

  it.each([
    ['12', 12],
    ['12.0', 12],
    ['0x10', 16],
    ['1e3', 1000],
    ['-1', -1],
    ['99999999999', 99_999_999_999],
  ])('reads %s as %d', async (text, id) => {
    expect(await pipe.transform(text)).toBe(id);
  });

  it.each(['12.5', 'abc', '12abc', 'NaN', 'Infinity', '1e400', '1e21', '1,2', '١٢'])('refuses %s', async (text) => {
    await expect(pipe.transform(text)).rejects.toThrow('Validation failed (numeric string is expected)');
  });
});
