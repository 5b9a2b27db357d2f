import { Inject, Injectable } from '@nestjs/common';
import jwt from 'jsonwebtoken';
import { Clock } from '../common/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { deriveKey } from '../secrets/secrets.js';

/** In whose name a third-party application acts, and what for. */
export interface ThirdPartyGrant {
  /** Null for a token of a team, of which this server has none. */
  userId: number | null;
  scopes: string[];
  clientId: string;
}

/** The answer of the token endpoint. */
export interface ThirdPartyTokens {
  access_token: string;
  token_type: 'bearer';
  refresh_token: string;
  /** Seconds. */
  expires_in: number;
}

type TokenType = 'Access Token' | 'Refresh Token';

interface Payload {
  userId?: number;
  scope: string[];
  token_type: TokenType;
  clientId: string;
  /** Epoch seconds, both. */
  iat: number;
  exp: number;
}

const ACCESS_SECONDS = 30 * 60;
const REFRESH_SECONDS = 30 * 24 * 60 * 60;

/** Signs and checks the tokens of third-party applications. Nothing of them is stored: a right signature is enough. */
@Injectable()
export class ThirdPartyTokensService {
  private readonly key: string;

  constructor(
    @Inject(SETTINGS) settings: Pick<Settings, 'thirdPartySigningKey' | 'secretKey'>,
    private readonly clock: Clock,
  ) {
    // improve: third-party.signing-key — without a key the original answers 500 to every unknown bearer token.
    this.key = settings.thirdPartySigningKey || deriveKey(settings.secretKey, 'third-party tokens').toString('base64');
  }

  /**
   * What an access token stands for; null for everything else. Whether its user exists, and is not locked, is for the caller
   * to find out.
   */
  verify(bearer: string): ThirdPartyGrant | null {
    return this.read(bearer, 'Access Token');
  }

  /** What a refresh token stands for; null for everything else. */
  verifyRefresh(token: string): ThirdPartyGrant | null {
    return this.read(token, 'Refresh Token');
  }

  /** New tokens, which begin to live now. */
  issue(grant: ThirdPartyGrant): ThirdPartyTokens {
    return {
      access_token: this.sign(grant, 'Access Token', ACCESS_SECONDS),
      token_type: 'bearer',
      refresh_token: this.sign(grant, 'Refresh Token', REFRESH_SECONDS),
      expires_in: ACCESS_SECONDS,
    };
  }

  private sign({ userId, scopes, clientId }: ThirdPartyGrant, type: TokenType, seconds: number): string {
    const iat = this.nowInSeconds();
    const payload: Payload = {
      ...(userId !== null && { userId }),
      scope: scopes,
      token_type: type,
      clientId,
      iat,
      exp: iat + seconds,
    };
    return jwt.sign(payload, this.key, { algorithm: 'HS256' });
  }

  private read(token: string, type: TokenType): ThirdPartyGrant | null {
    const payload = this.payloadOf(token);
    if (payload?.token_type !== type || typeof payload.clientId !== 'string') return null;
    // A token without an end would be one for ever.
    if (typeof payload.exp !== 'number') return null;
    const { userId, scope, clientId } = payload;
    const scopes = Array.isArray(scope) ? scope.filter((name) => typeof name === 'string') : [];
    return { userId: Number.isInteger(userId) ? (userId as number) : null, scopes, clientId };
  }

  private payloadOf(token: string): Partial<Payload> | null {
    try {
      const options = { algorithms: ['HS256'], clockTimestamp: this.nowInSeconds() } satisfies jwt.VerifyOptions;
      return jwt.verify(token, this.key, options) as Partial<Payload>;
    } catch {
      return null;
    }
  }

  private nowInSeconds(): number {
    return Math.floor(this.clock.now() / 1000);
  }
}
