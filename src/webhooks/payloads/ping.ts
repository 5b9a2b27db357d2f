import { inMilliseconds } from './times.js';

const HALF_AN_HOUR = 1_800_000;

/** PING: what a webhook is tried out with. Has the keys that templates ask for most. */
export function pingPayload(now: Date): object {
  const language = { locale: 'en' };
  const person = { name: 'Jane Doe', email: 'jane.doe@example.com', timeZone: 'Europe/London', language };
  return {
    type: 'Test',
    title: 'Test trigger event',
    description: '',
    startTime: inMilliseconds(now),
    endTime: inMilliseconds(new Date(now.getTime() + HALF_AN_HOUR)),
    attendees: [person],
    organizer: { ...person, name: 'John Doe', email: 'john.doe@example.com' },
  };
}
