/** What the title of a booking may tell. */
export interface TitleParts {
  eventTitle: string;
  /** With variables such as `{HOST}`; null: the usual title. */
  template: string | null;
  hostName: string;
  attendeeName: string;
  /** As people read it. */
  location: string;
  /** Minutes. */
  duration: number;
}

/**
 * The title of a booking: the template of its event type with the variables replaced, or who meets whom. What stands for a
 * variable is never looked through for variables itself.
 */
export function bookingTitle(parts: TitleParts): string {
  const { template, eventTitle, hostName, attendeeName } = parts;
  if (!template) return `${eventTitle} between ${hostName} and ${attendeeName}`;
  const values = valuesOf(parts);
  return template.replace(/\{([^{}]*)\}/g, (variable, name: string) => values.get(name) ?? variable);
}

function valuesOf({ eventTitle, hostName, attendeeName, location, duration }: TitleParts): Map<string, string> {
  const [attendeeFirst = '', ...attendeeRest] = attendeeName.split(' ');
  return new Map([
    ['Event type title', eventTitle],
    ['Organiser', hostName],
    ['Scheduler', attendeeName],
    ['Location', location],
    ['Organiser first name', hostName.split(' ')[0] ?? ''],
    ['Scheduler first name', attendeeFirst],
    ['Scheduler last name', attendeeRest.join(' ')],
    ['Event duration', `${duration} mins`],
    ['LOCATION', location],
    // Who reads a stored title is the host, so the other side is meant.
    ['HOST/ATTENDEE', attendeeName],
    ['HOST', hostName],
    ['ATTENDEE', attendeeName],
    ['USER', attendeeName],
  ]);
}
