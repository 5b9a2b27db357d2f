import { followRedirects } from '../outbound/follow-redirects.js';
import { type OutboundAnswer, outboundRequest } from '../outbound/outbound-request.js';
import { reaching } from './calendar-api.js';
import { CalendarUnreachableError } from './calendar-provider.js';

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
    const call = init.redirect === 'manual' ? outboundRequest : followRedirects;
    const answer = await reaching(() =>
      call({
        url: input instanceof Request ? input.url : String(input),
        method: init.method ?? 'GET',
        headers: { ...Object.fromEntries(new Headers(init.headers)), authorization },
        ...(typeof init.body === 'string' ? { body: init.body } : {}),
        ...{ timeout: PATIENCE, maxBytes: MAX_BYTES },
      }),
    );
    if (answer.status === 401) throw new CalendarUnreachableError('The server does not accept the credentials', true);
    return asResponse(answer);
  };
}

function asResponse({ status, headers, body, url }: OutboundAnswer): Response {
  const hasBody = ![204, 205, 304].includes(status) && status >= 200;
  const response = new Response(hasBody ? new Uint8Array(body) : null, { status, headers });
  return Object.defineProperty(response, 'url', { value: url });
}
