import { OutboundError, type OutboundAnswer, outboundRequest } from '../outbound/outbound-request.js';
import { CalendarUnreachableError } from './calendar-provider.js';

const MAX_REDIRECTS = 3;
const MAX_BYTES = 10_000_000;
/** Milliseconds. */
const PATIENCE = 10_000;

/**
 * A `fetch` for CalDAV, with our limits. Where it goes is up to the operator, who named the server, and to that server.
 *
 * @throws CalendarUnreachableError when there is no answer, or when the server does not accept the credentials.
 */
export function calDavFetch(authorization: string): typeof fetch {
  return async (input, init = {}) => {
    let url = input instanceof Request ? input.url : String(input);
    const headers = { ...Object.fromEntries(new Headers(init.headers)), authorization };
    const method = init.method ?? 'GET';
    const body = typeof init.body === 'string' ? { body: init.body } : {};
    for (let count = 0; count <= MAX_REDIRECTS; count++) {
      const request = { url, method, headers, ...body, timeout: PATIENCE, maxBytes: MAX_BYTES };
      const answer = await outboundRequest(request).catch((error: unknown) => {
        throw error instanceof OutboundError ? new CalendarUnreachableError(error.message) : error;
      });
      if (answer.status === 401) throw new CalendarUnreachableError('The server does not accept the credentials', true);
      const location = answer.headers['location'];
      if (init.redirect === 'manual' || !location || answer.status < 300 || answer.status > 399)
        return asResponse(answer);
      url = new URL(location, url).href;
    }
    throw new CalendarUnreachableError('Too many redirections');
  };
}

function asResponse({ status, headers, body, url }: OutboundAnswer): Response {
  const hasBody = ![204, 205, 304].includes(status) && status >= 200;
  const response = new Response(hasBody ? new Uint8Array(body) : null, { status, headers });
  return Object.defineProperty(response, 'url', { value: url });
}
