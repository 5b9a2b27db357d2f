import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import { PrismaService } from '../database/prisma.service.js';
import type { Queryable } from '../database/statement.js';
import { equal, hash } from '../secrets/secrets.js';
import { Sealer } from '../secrets/sealer.js';
import { canonicalJson } from './canonical-json.js';
import { IdempotencyRepository } from './idempotency.repository.js';

export interface IdempotentRequest {
  /** Whose keys they are: the id of a client, or another text of which nobody else's begins alike. */
  scope: string;
  /** The `Idempotency-Key` header; without it every request is new. */
  key: string | undefined;
  /** What the caller wants, after validation. */
  request: object;
}

/** How long a key is remembered, milliseconds. */
const LIFETIME = 86_400_000;
const MAX_KEY_LENGTH = 255;

/** Answers the repetition of a request with the first answer. */
@Injectable()
export class IdempotencyService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly repository: IdempotencyRepository,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs `work` once for each key. The key is stored in the transaction of the work itself, so a key is there exactly if
   * its work was done; work that fails leaves the key free.
   *
   * @param work gets what to run its statements on.
   * @throws ApiError 400 for an impossible key, 422 when the key belongs to another request.
   */
  async run<Result extends object>(
    { scope, key, request }: IdempotentRequest,
    work: (on: Queryable) => Promise<Result>,
  ): Promise<Result> {
    if (key === undefined) return work(this.prisma);
    if (key === '' || key.length > MAX_KEY_LENGTH) {
      throw ApiError.badRequest(`Idempotency-Key must have 1 to ${MAX_KEY_LENGTH} characters`);
    }
    const keyHash = hash(key);
    const requestHash = hash(canonicalJson(request));
    const context = `idempotency:${scope}:${keyHash.toString('hex')}`;
    const now = this.clock.now();
    return this.prisma.transaction(async (on) => {
      const row = { scope, keyHash, requestHash };
      // Waits for a simultaneous request with the same key.
      if (await this.repository.insertFresh(row, now, now - LIFETIME, on)) {
        const result = await work(on);
        await this.repository.updateAnswer(row, this.sealer.seal(JSON.stringify(result), context), on);
        return result;
      }
      const first = await this.repository.getAnswer(row, on);
      if (!equal(first.requestHash, requestHash)) {
        throw ApiError.unprocessable('Idempotency-Key was already used for another request');
      }
      return JSON.parse(this.sealer.open(first.sealed, context)) as Result;
    });
  }
}
