import { AuthenticationService } from '../src/auth/authentication.service.js';
import { PresentedCredentials } from '../src/auth/presented-credentials.js';
import { randomId, randomSecret } from '../src/secrets/secrets.js';
import { anOAuthClient, type TestClient } from './support/factories.js';
import { startTestApp, type TestApp } from './support/test-app.js';

const TIMES = 500;
const WARM_UP = 50;
/** One query more makes two of it where there was one, and several times as much where there was none. */
const [LEAST, MOST] = [0.65, 1.45];
const ATTEMPTS = 3;

type Attempt = (turn: number) => Promise<unknown>;

describe('an unknown client and a wrong secret', () => {
  let app: TestApp;
  let client: TestClient;

  beforeAll(async () => {
    // Limits are part of the way of every request, but must not end this one.
    const limit = 1_000_000;
    app = await startTestApp({ rateLimitEnabled: true, rateLimitIp: limit, rateLimitOAuthClient: limit });
    client = await anOAuthClient(app);
  });
  afterAll(() => app.close());

  const authenticate = async (clientId: string): Promise<void> => {
    const presented = new PresentedCredentials(clientId, randomSecret(), undefined);
    await expect401(app.app.get(AuthenticationService).authenticate(presented, undefined));
  };

  it('are refused in the same time, by a request', async () => {
    const call = async (clientId: string): Promise<void> => {
      const response = await fetch(`${app.url}/v2/oauth-clients/${clientId}/users`, {
        headers: { 'x-cal-secret-key': randomSecret() },
      });
      await response.arrayBuffer();
      if (response.status !== 401) throw new Error(`answered ${response.status}`);
    };
    await expectSameTime(
      () => call('unknown'),
      () => call(client.clientId),
    );
  });

  it('are refused in the same time, without what a request costs', async () => {
    await expectSameTime(
      () => authenticate('unknown'),
      () => authenticate(client.clientId),
    );
  });

  // An id that was asked for lately is remembered, and thus refused faster than one that was not, whether there is such a
  // client or not. Ids are no secrets: every page that uses the client shows its id.
  it('are refused in the same time, when neither was ever asked for', async () => {
    const clients = Array.from({ length: (TIMES + WARM_UP) * ATTEMPTS }, () => randomId());
    await app.prisma.oAuthClient.createMany({
      data: clients.map((id) => ({ id, name: 'Acme', organizationId: client.organizationId, permissions: 0 })),
    });
    let turns = 0;
    await expectSameTime(
      () => authenticate(randomId()),
      () => authenticate(clients[turns++] as string),
    );
  });
});

async function expect401(refused: Promise<unknown>): Promise<void> {
  const error = await refused.then(
    () => undefined,
    (reason: { getStatus(): number }) => reason,
  );
  if (error?.getStatus() !== 401) throw new Error('was not refused');
}

/** Does both in turn, so that whatever else the machine does slows both down; the medians are what is compared. */
async function expectSameTime(one: Attempt, other: Attempt): Promise<void> {
  const ratios: number[] = [];
  while (ratios.length < ATTEMPTS) {
    ratios.push(await ratioOfMedians(one, other));
    const last = ratios.at(-1) as number;
    if (last >= LEAST && last <= MOST) break;
  }
  expect(ratios.at(-1)).toBeGreaterThanOrEqual(LEAST);
  expect(ratios.at(-1)).toBeLessThanOrEqual(MOST);
}

async function ratioOfMedians(one: Attempt, other: Attempt): Promise<number> {
  const times: [number[], number[]] = [[], []];
  for (let turn = -WARM_UP; turn < TIMES; turn++) {
    // Who comes first pays for what the last turn left: that alternates.
    const order = turn % 2 === 0 ? [0, 1] : [1, 0];
    for (const which of order) {
      const start = performance.now();
      await (which === 0 ? one : other)(turn);
      if (turn >= 0) times[which]?.push(performance.now() - start);
    }
  }
  return median(times[0]) / median(times[1]);
}

function median(times: number[]): number {
  return times.sort((one, other) => one - other)[Math.floor(times.length / 2)] as number;
}
