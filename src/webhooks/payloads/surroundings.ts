/** What payloads tell that is not part of the booking: the server's address, and the client that manages the host. */
export interface Surroundings {
  /** Where bookers find the booking pages. */
  bookerUrl: string;
  /** Null when the host is no managed user. */
  client: PlatformClient | null;
}

export interface PlatformClient {
  id: string;
  bookingRedirectUri: string | null;
  bookingCancelRedirectUri: string | null;
  bookingRescheduleRedirectUri: string | null;
  areEmailsEnabled: boolean;
  areCalendarEventsEnabled: boolean;
}

/** The keys that are only there when the host is a managed user. */
export function platformKeys({ client }: Surroundings): object {
  if (!client) return {};
  return {
    platformClientId: client.id,
    platformRescheduleUrl: client.bookingRescheduleRedirectUri ?? '',
    platformCancelUrl: client.bookingCancelRedirectUri ?? '',
    platformBookingUrl: client.bookingRedirectUri ?? '',
  };
}
