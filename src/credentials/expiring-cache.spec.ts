import { ExpiringCache } from './expiring-cache.js';

describe('ExpiringCache', () => {
  let now: number;
  let looks: number;
  let cache: ExpiringCache<number>;
  const get = () => cache.get('key', async () => (looks += 1));

  beforeEach(() => {
    [now, looks] = [1_000_000, 0];
    cache = new ExpiringCache(2, 60_000, () => now);
  });

  it('remembers for its lifetime and no longer', async () => {
    await get();
    now += 59_999;
    expect(await get()).toBe(1);
    now += 1;
    expect(await get()).toBe(2);
  });

  it('does not remember for longer when the clock is put back', async () => {
    await get();
    now -= 1;
    expect(await get()).toBe(2);
  });

  it('forgets everything when it is told to', async () => {
    await get();
    cache.clear();
    expect(await get()).toBe(2);
  });
});
