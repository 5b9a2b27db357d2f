import { GrantRefusedError } from '../app-credentials/oauth-tokens.js';
import { OutboundError, outboundRequest } from '../outbound/outbound-request.js';
import { CalendarUnreachableError } from './calendar-provider.js';

/** A call of a calendar service that speaks JSON. */
export interface CalendarApiCall {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  accessToken: string;
  body?: object;
  headers?: Record<string, string>;
  /** Statuses of errors that are answers too. */
  expected?: number[];
}

export interface CalendarApiAnswer<Body> {
  status: number;
  body: Body;
}

/** @throws CalendarUnreachableError when the service is not there, or refuses. */
export async function callCalendarApi<Body>(call: CalendarApiCall): Promise<CalendarApiAnswer<Body>> {
  const { method, url, accessToken, body, headers, expected = [] } = call;
  const { status, body: text } = await reaching(() =>
    outboundRequest({
      url,
      method,
      headers: {
        authorization: `Bearer ${accessToken}`,
        accept: 'application/json',
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
      timeout: 10_000,
      maxBytes: 5_000_000,
    }),
  );
  if (status === 401) throw new CalendarUnreachableError('The service does not accept the token', true);
  if (status >= 400 && !expected.includes(status)) throw new CalendarUnreachableError(`The service answered ${status}`);
  return { status, body: readJson(text) as Body };
}

/** Tells what went wrong outside in the words of calendars. */
export async function reaching<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof GrantRefusedError) throw new CalendarUnreachableError(error.message, true);
    if (error instanceof OutboundError) throw new CalendarUnreachableError(error.message);
    throw error;
  }
}

function readJson(text: Buffer): unknown {
  if (text.length === 0) return {};
  try {
    return JSON.parse(text.toString('utf8'));
  } catch {
    throw new CalendarUnreachableError('The service did not answer with JSON');
  }
}
