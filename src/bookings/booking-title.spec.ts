import { bookingTitle, type TitleParts } from './booking-title.js';

const PARTS: TitleParts = {
  eventTitle: 'Intro call',
  template: null,
  hostName: 'Ada Host',
  attendeeName: 'Grace Brewster Guest',
  location: 'Via Roma 1',
  duration: 30,
};

const titleOf = (template: string | null): string => bookingTitle({ ...PARTS, template });

describe('bookingTitle', () => {
  it.each([null, ''])('tells who meets whom without a template (%p)', (template) => {
    expect(titleOf(template)).toBe('Intro call between Ada Host and Grace Brewster Guest');
  });

  it.each([
    ['{Event type title}', 'Intro call'],
    ['{Organiser}', 'Ada Host'],
    ['{Scheduler}', 'Grace Brewster Guest'],
    ['{Organiser first name}', 'Ada'],
    ['{Scheduler first name}', 'Grace'],
    ['{Scheduler last name}', 'Brewster Guest'],
    ['{Event duration}', '30 mins'],
    ['{Location} {LOCATION}', 'Via Roma 1 Via Roma 1'],
    ['{HOST} – {ATTENDEE}', 'Ada Host – Grace Brewster Guest'],
    ['{HOST/ATTENDEE}, {USER}', 'Grace Brewster Guest, Grace Brewster Guest'],
    ['{HOST} {HOST}', 'Ada Host Ada Host'],
    ['no variables', 'no variables'],
    ['{unknown}', '{unknown}'],
  ])('replaces %s', (template, title) => {
    expect(titleOf(template)).toBe(title);
  });

  it('does not look for variables in what people are called', () => {
    expect(bookingTitle({ ...PARTS, template: '{Scheduler}', attendeeName: '{HOST} $& {HOST}' })).toBe(
      '{HOST} $& {HOST}',
    );
  });
});
