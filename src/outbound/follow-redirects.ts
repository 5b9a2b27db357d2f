import { OutboundError, type OutboundAnswer, outboundRequest, type OutboundRequest } from './outbound-request.js';

const MAX_REDIRECTS = 5;
const REDIRECTIONS = new Set([301, 302, 303, 307, 308]);

/**
 * Makes a reading request and follows redirections; each further address is checked like the first.
 *
 * @throws OutboundError
 */
export async function followRedirects(request: OutboundRequest): Promise<OutboundAnswer> {
  let { url } = request;
  const deadline = performance.now() + request.timeout;
  for (let count = 0; count <= MAX_REDIRECTS; count++) {
    const timeout = Math.max(1, Math.round(deadline - performance.now()));
    const answer = await outboundRequest({ ...request, url, timeout });
    const location = answer.headers['location'];
    if (!REDIRECTIONS.has(answer.status) || location === undefined) return answer;
    url = nextAddress(location, url);
  }
  throw new OutboundError('Too many redirections');
}

function nextAddress(location: string, url: string): string {
  try {
    return new URL(location, url).href;
  } catch {
    throw new OutboundError('Redirected to nowhere');
  }
}
