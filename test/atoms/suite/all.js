import { LINES } from '../build.js';
import './stage.js';
import { booker } from './booker.spec.js';
import { calendars } from './calendars.spec.js';
import { eventTypes } from './event-types.spec.js';
import { provider } from './provider.spec.js';
import { schedules } from './schedules.spec.js';

for (const line of LINES) {
  provider(line);
  schedules(line);
  eventTypes(line);
  booker(line);
  calendars(line);
}
