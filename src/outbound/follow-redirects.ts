import { OutboundError, type OutboundAnswer, outboundRequest, type OutboundRequest } from './outbound-request.js';

const MAX_REDIRECTS = 5;
const REDIRECTIONS = new Set([301, 302, 303, 307, 308]);

/** Makes a reading request and follows redirections; each further address is checked like the first. */
export async function followRedirects(request: OutboundRequest): Promise<OutboundAnswer> {
  let url = request.url;
  const deadline = performance.now() + request.timeout;
  for (let count = 0; count <= MAX_REDIRECTS; count++) {
    const timeout = Math.max(1, deadline - performance.now());
    const answer = await outboundRequest({ ...request, url, timeout });
    const location = answer.headers['location'];
    if (!REDIRECTIONS.has(answer.status) || location === undefined) return answer;
    url = new URL(location, url).href;
  }
  throw new OutboundError('Too many redirections');
}
