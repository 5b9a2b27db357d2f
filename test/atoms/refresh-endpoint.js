// The endpoint that the components call through `refreshUrl`: a product's back end writes one like it.

/**
 * @param server `apiUrl` (ends in `/v2`), `clientId` and `clientSecret` of the product's OAuth client.
 * @param people finds who had an access token, and keeps the new pair: `findByAccessToken(token)`, `keep(person, tokens)`.
 * @returns a request handler for `GET`, with the old access token as bearer; answers `{ accessToken }`.
 */
export function refreshEndpoint({ apiUrl, clientId, clientSecret }, people) {
  async function post(path, body) {
    const answer = await fetch(`${apiUrl}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'x-cal-secret-key': clientSecret },
      body: JSON.stringify(body),
    });
    return answer.ok ? (await answer.json()).data : null;
  }

  return async (request, response) => {
    const oldToken = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    const person = await people.findByAccessToken(oldToken);
    const tokens =
      person &&
      ((await post(`/oauth/${clientId}/refresh`, { refreshToken: person.refreshToken })) ??
        // The refresh token was lost or has expired: the secret alone is enough for a new pair.
        (await post(`/oauth-clients/${clientId}/users/${person.userId}/force-refresh`)));
    if (tokens) await people.keep(person, tokens);
    response.writeHead(tokens ? 200 : 401, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(tokens ? { accessToken: tokens.accessToken } : { error: 'sign in again' }));
  };
}
