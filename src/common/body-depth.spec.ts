import type { Request, Response } from 'express';
import { limitBodyDepth } from './body-depth.js';

/** What the middleware says to a body of so many levels. */
function answerTo(levels: number, inner: unknown = 1): unknown {
  let body = inner;
  for (let level = 0; level < levels; level++) body = level % 2 === 0 ? { more: 1, inner: body } : [0, body];
  const answers: unknown[] = [];
  limitBodyDepth({ body } as Request, {} as Response, (answer?: unknown) => answers.push(answer));
  expect(answers).toHaveLength(1);
  return answers[0];
}

describe('the depth of a body', () => {
  it.each([0, 1, 2, 63, 64])('may be %i', (levels) => {
    expect(answerTo(levels)).toBeUndefined();
  });

  it.each([65, 66, 5_000])('may not be %i', (levels) => {
    expect(answerTo(levels)).toMatchObject({ status: 400, message: 'Body is nested too deeply' });
  });

  it('does not matter when there is no body', () => {
    expect(answerTo(0, undefined)).toBeUndefined();
    expect(answerTo(0, null)).toBeUndefined();
  });
});
