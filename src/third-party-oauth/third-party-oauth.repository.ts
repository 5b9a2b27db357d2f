import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { statement } from '../database/statement.js';

/** An application of somebody else. */
export interface ThirdPartyClientRow {
  id: string;
  name: string;
  /** SHA-256; null for a public client. */
  secretHash: Uint8Array | null;
  redirectUris: string[];
  logo: string | null;
  isTrusted: boolean;
}

/** What was agreed when the code was given. */
export interface ThirdPartyCode {
  clientId: string;
  userId: number;
  redirectUri: string;
  scopes: string[];
  /** PKCE, method S256; null when none was sent. */
  codeChallenge: string | null;
}

// Of several who use the code at the same time, one deletes the row and gets it.
const USE_CODE = statement<ThirdPartyCode>(
  'third-party-oauth.useCode',
  `DELETE FROM third_party_codes c USING users u
   WHERE c.code_hash = $1 AND c.client_id = $2 AND c.expires_at > to_timestamp($3::float8 / 1000)
     AND u.id = c.user_id AND NOT u.locked
   RETURNING c.client_id AS "clientId", c.user_id AS "userId", c.redirect_uri AS "redirectUri", c.scopes,
     c.code_challenge AS "codeChallenge"`,
);

/** Clients and codes of third-party OAuth2. Only hashes of codes are stored. */
@Injectable()
export class ThirdPartyOAuthRepository {
  constructor(private readonly prisma: PrismaService) {}

  findClient(clientId: string): Promise<ThirdPartyClientRow | null> {
    return this.prisma.thirdPartyClient.findUnique({ where: { id: clientId } });
  }

  async insertCode(codeHash: Buffer, code: ThirdPartyCode, expiresAt: number): Promise<void> {
    await this.prisma.thirdPartyCode.create({
      data: { ...code, codeHash: new Uint8Array(codeHash), expiresAt: new Date(expiresAt) },
    });
  }

  /** Ends the client's code and gives it; null when there is none, or not any more. @param now epoch milliseconds. */
  async useCode(codeHash: Buffer, clientId: string, now: number): Promise<ThirdPartyCode | null> {
    return (await this.prisma.run(USE_CODE, [codeHash, clientId, now]))[0] ?? null;
  }

  /** Whether there is such a user, and not locked. */
  async isActiveUser(userId: number): Promise<boolean> {
    return (await this.prisma.user.count({ where: { id: userId, locked: false } })) === 1;
  }
}
