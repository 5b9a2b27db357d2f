import { Booker } from '@calcom/atoms';
import { note } from '../notes';
import type { PageProps } from '../pages';

/** `?slug=` names the event type and `?of=` its owner; with `?reschedule=` a booking is moved. `?view=` is MONTH_VIEW, WEEK_VIEW or COLUMN_VIEW. */
export default function BookerPage({ session, query }: PageProps) {
  return (
    <Booker
      username={query.get('of') ?? session.username}
      eventSlug={query.get('slug') ?? 'half-an-hour'}
      rescheduleUid={query.get('reschedule') ?? undefined}
      view={(query.get('view') as 'MONTH_VIEW' | null) ?? 'MONTH_VIEW'}
      onCreateBookingSuccess={note('booked')}
      onCreateBookingError={note('booking failed')}
      onCreateRecurringBookingSuccess={note('booked series')}
      onCreateRecurringBookingError={note('booking of series failed')}
      onReserveSlotSuccess={note('reserved')}
      onReserveSlotError={note('reservation failed')}
    />
  );
}
