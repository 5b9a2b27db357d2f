// The two routes of a product's back end that the React components need. API_URL ends in /v2:
// `npm install && API_URL=http://localhost:5555/v2 CLIENT_ID=… CLIENT_SECRET=… npm start`
import cors from 'cors';
import express from 'express';

const { API_URL, CLIENT_ID, CLIENT_SECRET, PORT = '4000' } = process.env;
/** Whose an access token is, also an old one: two tabs may refresh at once. A product keeps it in its database, beside its users. */
const people = new Map();

function keep(person, { accessToken, refreshToken }) {
  people.set(accessToken, Object.assign(person, { refreshToken }));
}

/** Calls the scheduling server as this product. @returns `data` of the answer, null when it was refused. */
async function call(path, body = {}) {
  const headers = { 'Content-Type': 'application/json', 'x-cal-secret-key': CLIENT_SECRET };
  const answer = await fetch(API_URL + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return answer.ok ? (await answer.json()).data : null;
}

const app = express();
// Pages of other origins may ask; the components send Authorization and Content-Type. Name your own origin here.
app.use(cors({ origin: true, allowedHeaders: ['Authorization', 'Content-Type'] }));

// Stands for the sign-up of your product: its answer is what the page hands to CalProvider.
app.post('/users', express.json(), async (request, response) => {
  const made = await call(`/oauth-clients/${CLIENT_ID}/users`, request.body);
  if (!made) return response.status(400).json({ error: 'the user could not be made' });
  keep({ id: made.user.id }, made);
  response.json({ username: made.user.username, accessToken: made.accessToken });
});

// `refreshUrl` of CalProvider: called with the old access token as bearer, and answers with a new one.
app.get('/refresh', async (request, response) => {
  const oldToken = (request.headers.authorization ?? '').replace(/^Bearer /, '');
  const person = people.get(oldToken);
  const tokens =
    person &&
    ((await call(`/oauth/${CLIENT_ID}/refresh`, { refreshToken: person.refreshToken })) ??
      // The refresh token was lost or has expired: the secret alone is enough for a new pair.
      (await call(`/oauth-clients/${CLIENT_ID}/users/${person.id}/force-refresh`)));
  if (!tokens) return response.status(401).json({ error: 'sign in again' });
  keep(person, tokens);
  response.json({ accessToken: tokens.accessToken });
});

app.listen(Number(PORT), '127.0.0.1', () => console.log(`http://127.0.0.1:${PORT}`));
