import { useBookings, useCancelBooking } from '@calcom/atoms';
import { note } from '../notes';

interface Booking {
  uid: string;
  title: string;
  start: string;
  status: string;
  eventType?: { slug: string };
}

/** A list of one's own, over the package's hooks. */
export default function BookingsPage() {
  const { data, error, refetch } = useBookings({ take: 50, skip: 0, status: ['upcoming', 'unconfirmed', 'cancelled'] });
  const { mutate: cancel } = useCancelBooking({
    onSuccess: () => {
      note('cancelled')();
      void refetch();
    },
    onError: note('cancellation failed'),
  });
  if (error) return <p role="alert">{error.message}</p>;
  return (
    <table className="bookings">
      <tbody>
        {((data ?? []) as Booking[]).map(({ uid, title, start, status, eventType }) => (
          <tr key={uid} data-booking={uid}>
            <td>{title}</td>
            <td>{start}</td>
            <td data-status>{status}</td>
            <td>
              <a href={`booker?slug=${eventType?.slug}&reschedule=${uid}`}>Move</a>{' '}
              <button
                type="button"
                onClick={() =>
                  cancel({ uid, cancellationReason: 'Cancelled in the playground', cancelSubsequentBookings: false })
                }
              >
                Cancel
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
