import { CalendarView } from '@calcom/atoms';
import type { PageProps } from '../pages';

/** With `?slug=` the free times of that event type are shown among the bookings. */
export default function CalendarViewPage({ session, query }: PageProps) {
  const slug = query.get('slug');
  return slug ? <CalendarView isEventTypeView username={session.username} eventSlug={slug} /> : <CalendarView />;
}
