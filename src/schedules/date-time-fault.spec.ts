import fc from 'fast-check';
import { dateTimeFault } from './date-time-fault.js';
import { readDateTime } from './wall-time.js';

describe('dateTimeFault', () => {
  it.each(['2025-04-12T13:17:56.324Z', '2025-04-12T13:17:56Z', '2025-04-12T13:17:56', '2025-04-12T13:17:56.3+02:00'])(
    'finds nothing wrong with %s',
    (value) => {
      expect(dateTimeFault('startTime', value)).toBeNull();
    },
  );

  it.each([
    '2025-04-12T13:17:xx.0Z',
    '2025-04-12T:17:56Z',
    '2025-04-12T-1:17:56Z',
    'T10:00:00Z',
    'xT10:00:00Z',
    'T',
    '{}',
  ])('finds something wrong with %s', (value) => {
    expect(dateTimeFault('startTime', value)).not.toBeNull();
  });

  it('lets nothing pass that cannot be read', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.jsonValue(), fc.date({ noInvalidDate: true }).map(String)), (value) => {
        if (readDateTime(value) === null) expect(dateTimeFault('endTime', value)).toEqual(expect.any(String));
      }),
    );
  });
});
