import { ApiKeysService } from '../../src/api-keys/api-keys.service.js';
import { OAuthFlowService } from '../../src/oauth/oauth-flow.service.js';
import { randomHex } from '../../src/secrets/secrets.js';
import { ThirdPartyTokensService } from '../../src/third-party-oauth/third-party-tokens.service.js';
import { TokensService } from '../../src/tokens/tokens.service.js';
import { bearer } from '../support/api-client.js';
import { anApiKey, anOAuthClient, aPerson } from '../support/factories.js';
import { sessionCookie } from '../support/next-auth-session.js';
import type { TestApp } from '../support/test-app.js';
import type { Credential, Rightful } from './table.js';
import { aUserOf, type Tenant } from './tenant.js';

export type Headers = Record<string, string>;

export const METRICS_TOKEN = 'metrics-token-of-the-tenancy-test';
export const NEXTAUTH_SECRET = 'session-secret-of-the-tenancy-test';

const TWO_HOURS = 2 * 60 * 60_000;

/**
 * Makes a credential of every kind to try on the victim. The key of the stranger is a new one at every call, for it may
 * replace itself; everything else is made once.
 *
 * Moves the clock: tokens that are older than this call have expired.
 */
export async function credentialsAgainst(
  app: TestApp,
  victim: Tenant,
  stranger: Tenant,
): Promise<Record<Credential, () => Promise<Headers>>> {
  const { marker, organizationId } = victim;
  const expired = await aUserOf(app, victim, marker);
  app.clock.advance(TWO_HOURS);
  victim.pair = await freshPair(app, victim);
  stranger.pair = await freshPair(app, stranger);
  const revoked = await aUserOf(app, victim, marker);
  await freshPair(app, { ...victim, userId: revoked.userId });
  const other = await aUserOf(app, victim, marker);
  const sibling = await anOAuthClient(app, { name: marker, permissions: 0 }, victim);
  const ofSibling = await aUserOf(app, sibling, marker);
  const memberId = await aPerson(app, organizationId, 'MEMBER');
  const thirdPartyToken = (userId: number) =>
    app.app.get(ThirdPartyTokensService).issue({ userId, scopes: [], clientId: victim.thirdParty.id }).access_token;

  const once = (headers: Headers) => () => Promise.resolve(headers);
  const idAndSecret = (id: string, secret: string): Headers => ({ 'x-cal-client-id': id, 'x-cal-secret-key': secret });
  return {
    none: once({}),
    garbageToken: once(bearer(`${randomHex(20)}.${randomHex(40)}.${randomHex(20)}`)),
    garbageKey: once(bearer(app.settings.apiKeyPrefix + randomHex(16))),
    expiredToken: once(bearer(expired.pair.accessToken)),
    revokedToken: once(bearer(revoked.pair.accessToken)),
    revokedKey: once(bearer(await aRevokedKey(app, victim))),
    wrongSecret: once(idAndSecret(victim.clientId, stranger.clientSecret)),
    foreignClient: once(idAndSecret(stranger.clientId, stranger.clientSecret)),
    foreignOwnerKey: async () => bearer(await anApiKey(app, stranger.ownerId, stranger.organizationId)),
    foreignUserToken: once(bearer(stranger.pair.accessToken)),
    foreignAppToken: once(bearer(thirdPartyToken(stranger.ownerId))),
    memberKey: once(bearer(await anApiKey(app, memberId, organizationId))),
    siblingToken: once(bearer(ofSibling.pair.accessToken)),
    otherUserToken: once(bearer(other.pair.accessToken)),
    ownUserToken: once(bearer(victim.pair.accessToken)),
    appToken: once(bearer(thirdPartyToken(victim.ownerId))),
  };
}

/** What the route is made for, of the tenant itself. */
export async function rightfulHeaders(app: TestApp, tenant: Tenant, rightful: Rightful): Promise<Headers> {
  const { clientId, ownerId, marker, redirectUri } = tenant;
  switch (rightful) {
    case 'nobody':
      return {};
    case 'client':
      return tenant.auth;
    case 'ownerKey':
      return bearer(tenant.apiKey);
    case 'user':
      return bearer(tenant.pair.accessToken);
    case 'metricsToken':
      return bearer(METRICS_TOKEN);
    case 'session':
      return sessionCookie({ email: `${marker}-owner@example.org` }, NEXTAUTH_SECRET);
    case 'code': {
      const address = await app.app.get(OAuthFlowService).authorize(clientId, ownerId, redirectUri);
      return bearer(String(new URL(address).searchParams.get('code')));
    }
  }
}

async function aRevokedKey({ app }: TestApp, { ownerId, organizationId }: Tenant): Promise<string> {
  const keys = app.get(ApiKeysService);
  const { id, apiKey } = await keys.create({ userId: ownerId, organizationId });
  await keys.revoke(id);
  return apiKey;
}

async function freshPair({ app }: TestApp, { userId, clientId }: Pick<Tenant, 'userId' | 'clientId'>) {
  const pair = await app.get(TokensService).forceRefresh(userId, clientId);
  if (!pair) throw new Error('the user is not of the client');
  return pair;
}
