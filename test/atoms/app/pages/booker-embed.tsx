import { BookerEmbed } from '@calcom/atoms';
import { note } from '../notes';
import type { PageProps } from '../pages';

/** It speaks for a visitor who is not signed in, through a provider of its own. */
export const ownProvider = true;

/** The query is that of the page `booker`. */
export default function BookerEmbedPage({ session, query }: PageProps) {
  return (
    <BookerEmbed
      apiUrl={session.apiUrl}
      username={query.get('of') ?? session.username}
      eventSlug={query.get('slug') ?? 'thirty-minutes'}
      rescheduleUid={query.get('reschedule') ?? undefined}
      view="MONTH_VIEW"
      onCreateBookingSuccess={note('booked')}
      onCreateBookingError={note('booking failed')}
      onReserveSlotSuccess={note('reserved')}
      onReserveSlotError={note('reservation failed')}
    />
  );
}
