/** What is written into the calendar of a host. Times are instants. */
export interface CalendarEvent {
  /** Of the booking: tells occurrences of one iCalendar id apart. */
  bookingUid: string;
  icalUid: string;
  sequence: number;
  title: string;
  description: string;
  location: string;
  start: Date;
  end: Date;
  organizer: { name: string; email: string };
  attendees: { name: string; email: string }[];
  /** Others who see the calendar do not see what it is about. */
  isPrivate: boolean;
  /** IANA name of the host's zone. */
  timeZone: string;
}
