/** What the back end of a product tells its pages of the person who is signed in. */
export interface Session {
  /** Ends in `/v2`. */
  apiUrl: string;
  refreshUrl: string;
  clientId: string;
  accessToken: string;
  userId: number;
  username: string;
}

/** The person is named in the address (`?user=ann`); the back end makes a managed user for a new name. */
export async function readSession(): Promise<Session> {
  const user = new URLSearchParams(window.location.search).get('user') ?? 'playground';
  const answer = await fetch(`/session?user=${encodeURIComponent(user)}`);
  if (!answer.ok) throw new Error(`the back end answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Session;
}
