import { RateLimiter, type RateLimitState } from './rate-limiter.js';

const LIMIT = { name: 'default', limit: 2, windowMs: 60_000, blockMs: 10_000 };

describe('the rate limiter', () => {
  let now = 0;
  let limiter: RateLimiter;
  beforeEach(() => {
    now = 1_000_000;
    limiter = new RateLimiter(3, () => now);
  });

  const hits = (count: number, key = 'a', limit = LIMIT): RateLimitState[] =>
    Array.from({ length: count }, () => limiter.hit(key, limit));

  it('lets exactly the limit pass in a window', () => {
    expect(hits(3).map(({ blocked, remaining }) => [blocked, remaining])).toEqual([
      [false, 1],
      [false, 0],
      [true, 0],
    ]);
  });

  it('begins a block with the first request above the limit, as long as the limit says', () => {
    hits(2);
    now += 59_000;
    expect(hits(1)[0]).toEqual({
      name: 'default',
      limit: 2,
      remaining: 0,
      resetSeconds: 10,
      blocked: true,
      blockBegan: true,
    });
    now += 9_999;
    expect(hits(1)[0]).toMatchObject({ blocked: true, resetSeconds: 1 });
    now += 1;
    expect(hits(1)[0]).toMatchObject({ blocked: false, remaining: 1, resetSeconds: 60 });
  });

  it('does not prolong a block for those who keep asking', () => {
    hits(3);
    for (let second = 0; second < 9; second++) {
      now += 1_000;
      hits(100);
    }
    now += 1_000;
    expect(hits(1)[0]).toMatchObject({ blocked: false });
  });

  it('counts each name of a caller for itself', () => {
    hits(3);
    expect(hits(1, 'a', { ...LIMIT, name: 'other' })[0]).toMatchObject({ name: 'other', remaining: 1 });
    expect(hits(1, 'b')[0]).toMatchObject({ remaining: 1 });
  });

  it('never tells a negative number when a limit is lowered on the way', () => {
    hits(5, 'a', { ...LIMIT, limit: 10 });
    expect(hits(1)[0]).toMatchObject({ limit: 2, remaining: 0 });
  });

  it('forgets the oldest when there are too many, to the advantage of that caller', () => {
    hits(3, 'a');
    for (const key of ['b', 'c', 'd']) hits(2, key);
    expect(hits(1, 'd')[0]).toMatchObject({ blocked: true });
    expect(hits(1, 'a')[0]).toMatchObject({ blocked: false, remaining: 1 });
  });
});
