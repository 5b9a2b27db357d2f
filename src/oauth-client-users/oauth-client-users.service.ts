import { Injectable } from '@nestjs/common';
import type { Actor } from '../audit/audit-event.js';
import { CredentialsService } from '../credentials/credentials.service.js';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import { MAX_ID } from '../common/numeric-id.pipe.js';
import { isStorable } from '../common/validation.js';
import { sqlStateOf, violatedConstraint } from '../database/database-error.js';
import { IdempotencyService } from '../idempotency/idempotency.service.js';
import type { TokenPair } from '../tokens/token-pair.js';
import { TokensService } from '../tokens/tokens.service.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import { deriveUsername } from './derive-username.js';
import { filterAddress, requireAddressInClient } from './email-address.js';
import { toManagedUserOutput } from './managed-user-output.js';
import { newManagedUser } from './new-managed-user.js';
import {
  type CreateManagedUserInput,
  type CursorPagination,
  type GetManagedUsersByEmailInput,
  type ManagedUserOutput,
  type UpdateManagedUserInput,
} from './oauth-client-users.dto.js';
import { type ManagedUserPatch, OAuthClientUsersRepository } from './oauth-client-users.repository.js';

export interface ManagedUserPage {
  users: ManagedUserOutput[];
  /** Only when the page was asked for with a cursor. */
  pagination?: CursorPagination;
}

export interface CreatedManagedUser {
  user: ManagedUserOutput;
  accessToken: string;
  accessTokenExpiresAt: number;
  refreshToken: string;
  refreshTokenExpiresAt: number;
}

/**
 * How often a create or an update is tried when somebody else takes the username in the meantime. Of all who want the same
 * one at the same time, each round serves at least one.
 */
const ATTEMPTS = 100;

const FOREIGN_KEY_VIOLATION = '23503';
const DEADLOCK = '40P01';

/** The managed users of an OAuth client. */
@Injectable()
export class OAuthClientUsersService {
  constructor(
    private readonly repository: OAuthClientUsersRepository,
    private readonly credentials: CredentialsService,
    private readonly tokens: TokensService,
    private readonly idempotency: IdempotencyService,
    private readonly clock: Clock,
  ) {}

  /** A page by offset, or by cursor when the query has one; ordered by id. */
  async list(clientId: string, query: GetManagedUsersByEmailInput): Promise<ManagedUserPage> {
    const { limit } = query;
    const offset = Math.min(query.offset, Number.MAX_SAFE_INTEGER);
    const emails = query.emails?.map((email) => filterAddress(String(email), clientId)).filter(isStorable);
    if (query.cursor === undefined) {
      const rows = emails
        ? await this.repository.listInClientByEmails(clientId, emails, { limit, offset })
        : await this.repository.listInClient(clientId, { limit, offset });
      return { users: rows.map(toManagedUserOutput) };
    }
    if (offset > 0) throw ApiError.badRequest('cursor and offset cannot be combined');
    const after = decodeCursor(query.cursor);
    // One more than asked for tells whether there is a next page.
    const rows = await this.repository.walkInClient(clientId, after, limit + 1, emails);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const nextCursor = rows.length > limit && last ? encodeCursor(last.id) : null;
    return { users: page.map(toManagedUserOutput), pagination: { nextCursor } };
  }

  /** @throws ApiError 404 when the client does not manage such a user; so do the methods below. */
  async get(clientId: string, userId: number): Promise<ManagedUserOutput> {
    requirePossibleId(userId);
    return toManagedUserOutput((await this.repository.findInClient(clientId, userId)) ?? notInClient(userId));
  }

  /**
   * Creates the user with everything that belongs to it, and logs it in.
   *
   * @param idempotencyKey a repetition with the same key and input gets the first answer again.
   * @throws ApiError 400 for an impossible address, 409 when the address is taken, 422 when the key was used otherwise.
   */
  async create(
    clientId: string,
    input: CreateManagedUserInput,
    idempotencyKey: string | undefined,
  ): Promise<CreatedManagedUser> {
    const client = await this.credentials.findClient(clientId);
    if (!client) throw clientNotFound(clientId);
    const email = requireAddressInClient(input.email, clientId);
    const created = this.decidingNames(email, () =>
      this.idempotency.run({ scope: clientId, key: idempotencyKey, request: input }, async (on) => {
        const session = this.tokens.newSession(0, clientId);
        const user = newManagedUser(client, email, input, this.clock.now());
        const row = await this.repository.insertInClient({ ...user, session }, on);
        const pair = this.tokens.pairOf({ ...session, userId: row.id });
        const { accessToken, accessTokenExpiresAt, refreshToken, refreshTokenExpiresAt } = pair;
        const output = toManagedUserOutput(row);
        return { user: output, accessToken, accessTokenExpiresAt, refreshToken, refreshTokenExpiresAt };
      }),
    );
    // The client was deleted in the meantime.
    return created.catch(onForeignKeyViolation(() => clientNotFound(clientId)));
  }

  /**
   * Changes what the input names. A new address changes the username too; tokens stay valid and schedules as they are.
   *
   * @throws ApiError 400 for an impossible address, 403 or 404 for a default schedule that is not the user's, 409 when the
   *   address is taken.
   */
  async update(clientId: string, userId: number, input: UpdateManagedUserInput): Promise<ManagedUserOutput> {
    requirePossibleId(userId);
    const { email: given, ...patch }: UpdateManagedUserInput & ManagedUserPatch = input;
    // Whose user it is comes first: other refusals would tell something about a user of somebody else.
    if (given !== undefined || typeof patch.defaultScheduleId === 'number') await this.get(clientId, userId);
    // improve: managed-users.default-schedule — the original takes any number.
    if (typeof patch.defaultScheduleId === 'number') await this.requireOwnSchedule(userId, patch.defaultScheduleId);
    const row = await this.applyPatch(clientId, userId, patch, given).catch(
      // The schedule was deleted in the meantime.
      onForeignKeyViolation(() => scheduleNotFound(patch.defaultScheduleId)),
    );
    return toManagedUserOutput(row ?? notInClient(userId));
  }

  /** Deletes the user and gives it as it was. */
  async delete(clientId: string, userId: number, actor: Actor): Promise<ManagedUserOutput> {
    requirePossibleId(userId);
    const row = (await this.repository.deleteInClient(clientId, userId, actor)) ?? notInClient(userId);
    // The tokens end at once, here as in the database. Whoever cannot read the changes uses no cache either.
    await this.credentials.forgetChanged();
    return toManagedUserOutput(row);
  }

  /** Ends all logins of the user through this client and begins a new one. */
  async forceRefresh(clientId: string, userId: number): Promise<TokenPair> {
    requirePossibleId(userId);
    const pair = await this.tokens
      .forceRefresh(userId, clientId)
      // The user was deleted in the meantime.
      .catch(onForeignKeyViolation(() => userNotFound(userId)));
    return pair ?? notInClient(userId);
  }

  /** Runs what may collide with another's address (then: 409) or, by a race, with another's username (then: again). */
  private async decidingNames<Result>(email: string, work: () => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        const constraint = violatedConstraint(error);
        // Two users that exchange their addresses at the same time wait for each other.
        const isRepeatable = constraint !== undefined || sqlStateOf(error) === DEADLOCK;
        if (!isRepeatable || attempt === ATTEMPTS) throw error;
        const owner = constraint === 'users_email_key' ? await this.repository.findIdByEmail(email) : null;
        if (owner !== null) {
          throw ApiError.conflict(`User with the provided e-mail already exists. Existing user ID=${owner}`);
        }
      }
    }
  }

  private async applyPatch(clientId: string, userId: number, patch: ManagedUserPatch, newEmail: string | undefined) {
    if (newEmail === undefined) return this.repository.updateInClient(clientId, userId, patch);
    // improve: managed-users.patch-email — the original checks neither form nor uniqueness beforehand.
    const email = requireAddressInClient(newEmail, clientId);
    const change = { ...patch, email, username: deriveUsername(email) };
    return this.decidingNames(email, () => this.repository.updateInClient(clientId, userId, change));
  }

  private async requireOwnSchedule(userId: number, scheduleId: number): Promise<void> {
    const isPossible = Number.isInteger(scheduleId) && Math.abs(scheduleId) <= MAX_ID;
    const owner = isPossible ? await this.repository.findScheduleOwner(scheduleId) : null;
    if (owner === null) throw scheduleNotFound(scheduleId);
    if (owner !== userId) {
      throw ApiError.forbidden(`User with ID=${userId} does not own schedule with ID=${scheduleId}`);
    }
  }
}

/** Makes the error of `make` of a reference to something that was deleted in the meantime; throws others as they are. */
function onForeignKeyViolation(make: () => ApiError): (error: unknown) => never {
  return (error) => {
    throw sqlStateOf(error) === FOREIGN_KEY_VIOLATION ? make() : error;
  };
}

// improve: managed-users.large-id — the original answers 500 to a number that is too large for an id.
/** Ids that no row can have never reach the database. */
function requirePossibleId(userId: number): void {
  if (Math.abs(userId) > MAX_ID) notInClient(userId);
}

function notInClient(userId: number): never {
  throw userNotFound(userId);
}

function userNotFound(userId: number): ApiError {
  return ApiError.notFound(`User with ID ${userId} is not part of this OAuth client.`);
}

function scheduleNotFound(scheduleId: number | null | undefined): ApiError {
  return ApiError.notFound(`Schedule with ID=${scheduleId} does not exist.`);
}

function clientNotFound(clientId: string): ApiError {
  return ApiError.notFound(`OAuth Client with ID ${clientId} not found`);
}
