import { LINES } from '../build.js';
import './stage.js';
import { provider } from './provider.spec.js';
import { schedules } from './schedules.spec.js';

for (const line of LINES) {
  provider(line);
  schedules(line);
}
