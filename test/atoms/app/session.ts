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

export async function readSession(): Promise<Session> {
  const answer = await fetch('/session');
  if (!answer.ok) throw new Error(`the back end answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Session;
}
