import { at, aSlotEventType } from '../../test/slots/slot-query.js';
import { spansToLoad } from './spans-to-load.js';

const DAY = 86_400_000;
const ASKED = { start: at('2030-01-07T00:00Z'), end: at('2030-01-07T23:59:59Z') };
const NOW = at('2030-01-01T00:00Z');

describe('spansToLoad', () => {
  it('has room for dates around the window in all zones, and for buffers', () => {
    const eventType = aSlotEventType({ beforeEventBuffer: 10, afterEventBuffer: 20 });
    expect(spansToLoad(eventType, ASKED, NOW)).toEqual({
      busy: { start: ASKED.start - 3 * DAY - 1_800_000, end: ASKED.end + 3 * DAY + 1_800_000 },
      counted: null,
    });
  });

  it('leaves out what is over', () => {
    const past = { start: at('2020-01-01T00:00Z'), end: ASKED.end };
    expect(spansToLoad(aSlotEventType(), past, NOW).busy.start).toBe(NOW - 3 * DAY);
  });

  it('reaches from now over all days that a rolling window may count', () => {
    const { busy } = spansToLoad(aSlotEventType({ periodType: 'ROLLING_WINDOW' }), ASKED, NOW);
    expect(busy).toEqual({ start: NOW - 3 * DAY, end: NOW + 64 * DAY });
  });

  it('covers the longest period that is limited, of any kind of limit', () => {
    const eventType = aSlotEventType({ bookingLimits: { PER_DAY: 1 }, durationLimits: { PER_YEAR: 60 } });
    expect(spansToLoad(eventType, ASKED, NOW).counted).toEqual({
      start: ASKED.start - 371 * DAY,
      end: ASKED.end + 371 * DAY,
    });
  });
});
