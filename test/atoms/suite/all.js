import { describe } from 'node:test';
import { LINES } from '../build.js';
import './stage.js';
import { booker } from './booker.spec.js';
import { calendars } from './calendars.spec.js';
import { connectedCalendars } from './connected-calendars.spec.js';
import { eventTypes } from './event-types.spec.js';
import { provider } from './provider.spec.js';
import { schedules } from './schedules.spec.js';

// Most of the time of a test goes to waiting for a page: both lines side by side need little more than one of them.
describe('@calcom/atoms', { concurrency: LINES.length }, () => {
  for (const line of LINES) {
    describe(line, { concurrency: 1 }, () => {
      provider(line);
      schedules(line);
      eventTypes(line);
      booker(line);
      calendars(line);
      connectedCalendars(line);
    });
  }
});
