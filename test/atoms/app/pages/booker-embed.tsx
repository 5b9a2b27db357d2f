import { BookerEmbed, CalProvider } from '@calcom/atoms';
import { useEffect, useState } from 'react';
import { note } from '../notes';
import type { PageProps } from '../pages';

/** It speaks for a visitor who is not signed in, through a provider of its own. */
export const ownProvider = true;

/** The query is that of the page `booker`. */
export default function BookerEmbedPage({ session, query }: PageProps) {
  const [isReady, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  // Its first request leaves before it has set the server's address, to the page's own. A provider drawn earlier sets it.
  if (!isReady) {
    return (
      <CalProvider clientId="" isEmbed options={{ apiUrl: session.apiUrl }}>
        {null}
      </CalProvider>
    );
  }
  return (
    <BookerEmbed
      apiUrl={session.apiUrl}
      username={query.get('of') ?? session.username}
      eventSlug={query.get('slug') ?? 'half-an-hour'}
      rescheduleUid={query.get('reschedule') ?? undefined}
      view="MONTH_VIEW"
      onCreateBookingSuccess={note('booked')}
      onCreateBookingError={note('booking failed')}
      onReserveSlotSuccess={note('reserved')}
      onReserveSlotError={note('reservation failed')}
    />
  );
}
