import { Injectable } from '@nestjs/common';
import { CredentialsService } from '../credentials/credentials.service.js';
import { ApiError } from '../common/api-error.js';
import { Clock } from '../common/clock.js';
import { violatedConstraint } from '../database/database-error.js';
import { DEFAULT_EVENT_TYPES } from '../event-types/default-event-types.js';
import { IdempotencyService } from '../idempotency/idempotency.service.js';
import { DEFAULT_SCHEDULE } from '../schedules/default-schedule.js';
import type { TokenPair } from '../tokens/token-pair.js';
import { TokensService } from '../tokens/tokens.service.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import { deriveUsername } from './derive-username.js';
import { addressInClient, filterAddress, isEmailAddress } from './email-address.js';
import { toManagedUserOutput } from './managed-user-output.js';
import {
  type CreateManagedUserInput,
  type CursorPagination,
  DEFAULT_LIMIT,
  type GetManagedUsersByEmailInput,
  type ManagedUserOutput,
  type UpdateManagedUserInput,
} from './oauth-client-users.dto.js';
import {
  type ManagedUserPatch,
  type NewManagedUser,
  OAuthClientUsersRepository,
} from './oauth-client-users.repository.js';

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

/** How often a create or an update is tried again when somebody else took the username in the meantime. */
const USERNAME_ATTEMPTS = 5;
const MAX_ID = 2 ** 31 - 1;

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
    const limit = query.limit ?? DEFAULT_LIMIT;
    const offset = Math.min(query.offset ?? 0, Number.MAX_SAFE_INTEGER);
    const emails = query.emails?.map((email) => filterAddress(String(email), clientId));
    if (query.cursor === undefined) {
      const rows = emails
        ? await this.repository.listInClientByEmails(clientId, emails, { limit, offset })
        : await this.repository.listInClient(clientId, { limit, offset });
      return { users: rows.map(toManagedUserOutput) };
    }
    if (offset > 0) throw ApiError.badRequest('cursor and offset cannot be combined');
    const after = decodeCursor(query.cursor);
    // One more than asked for tells whether there is a next page.
    const rows = emails
      ? await this.repository.listInClientByEmails(clientId, emails, { limit: limit + 1, offset: 0 }, after)
      : await this.repository.listInClientAfter(clientId, after, limit + 1);
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
    if (!client) throw ApiError.notFound(`OAuth Client with ID ${clientId} not found`);
    const email = requireAddress(input.email, clientId);
    return this.decidingNames(email, () =>
      this.idempotency.run({ clientId, key: idempotencyKey, request: input }, async (on) => {
        const session = this.tokens.newSession(0, clientId);
        const user = newManagedUser(client, email, input, this.clock.now());
        const row = await this.repository.insertInClient({ ...user, session }, on);
        const pair = this.tokens.pairOf({ ...session, userId: row.id });
        const { accessToken, accessTokenExpiresAt, refreshToken, refreshTokenExpiresAt } = pair;
        const output = toManagedUserOutput(row);
        return { user: output, accessToken, accessTokenExpiresAt, refreshToken, refreshTokenExpiresAt };
      }),
    );
  }

  /**
   * Changes what the input names. A new address changes the username too; tokens stay valid.
   *
   * @throws ApiError 400, 403 or 404 for a default schedule that is not the user's, 409 when the address is taken.
   */
  async update(clientId: string, userId: number, input: UpdateManagedUserInput): Promise<ManagedUserOutput> {
    requirePossibleId(userId);
    const { email: given, ...patch }: UpdateManagedUserInput & ManagedUserPatch = input;
    // improve: managed-users.default-schedule — the original takes any number.
    if (typeof patch.defaultScheduleId === 'number') await this.requireOwnSchedule(userId, patch.defaultScheduleId);
    if (given === undefined) {
      const row = await this.repository.updateInClient(clientId, userId, patch);
      return toManagedUserOutput(row ?? notInClient(userId));
    }
    // improve: managed-users.patch-email — the original checks neither form nor uniqueness beforehand.
    const email = requireAddress(given, clientId);
    const change = { ...patch, email, username: deriveUsername(email) };
    const row = await this.decidingNames(email, () => this.repository.updateInClient(clientId, userId, change));
    return toManagedUserOutput(row ?? notInClient(userId));
  }

  /** Deletes the user and gives it as it was. */
  async delete(clientId: string, userId: number): Promise<ManagedUserOutput> {
    requirePossibleId(userId);
    return toManagedUserOutput((await this.repository.deleteInClient(clientId, userId)) ?? notInClient(userId));
  }

  /** Ends all logins of the user through this client and begins a new one. */
  async forceRefresh(clientId: string, userId: number): Promise<TokenPair> {
    requirePossibleId(userId);
    return (await this.tokens.forceRefresh(userId, clientId)) ?? notInClient(userId);
  }

  /** Runs what may collide with another's address (then: 409) or, by a race, with another's username (then: again). */
  private async decidingNames<Result>(email: string, work: () => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        const constraint = violatedConstraint(error);
        if (constraint === undefined || attempt === USERNAME_ATTEMPTS) throw error;
        const owner = constraint === 'users_email_key' ? await this.repository.findIdByEmail(email) : null;
        if (owner !== null) {
          throw ApiError.conflict(`User with the provided e-mail already exists. Existing user ID=${owner}`);
        }
      }
    }
  }

  private async requireOwnSchedule(userId: number, scheduleId: number): Promise<void> {
    const isPossible = Number.isInteger(scheduleId) && Math.abs(scheduleId) <= MAX_ID;
    const owner = isPossible ? await this.repository.findScheduleOwner(scheduleId) : null;
    if (owner === null) throw ApiError.notFound(`Schedule with ID=${scheduleId} does not exist.`);
    if (owner !== userId) {
      throw ApiError.forbidden(`User with ID=${userId} does not own schedule with ID=${scheduleId}`);
    }
  }
}

function newManagedUser(
  client: { id: string; organizationId: number; areDefaultEventTypesEnabled: boolean },
  email: string,
  input: CreateManagedUserInput,
  createdAt: number,
): Omit<NewManagedUser, 'session'> {
  return {
    clientId: client.id,
    organizationId: client.organizationId,
    email,
    username: deriveUsername(email),
    name: input.name,
    bio: input.bio ?? null,
    avatarUrl: input.avatarUrl ?? null,
    timeZone: input.timeZone ?? 'Europe/London',
    weekStart: input.weekStart ?? 'Sunday',
    // improve: managed-users.null — null means absent; the original stores it or fails.
    timeFormat: input.timeFormat ?? 12,
    locale: input.locale ?? null,
    metadata: input.metadata ?? null,
    createdAt,
    defaultSchedule: input.timeZone ? DEFAULT_SCHEDULE : null,
    eventTypes: client.areDefaultEventTypesEnabled ? DEFAULT_EVENT_TYPES : [],
  };
}

/** The address in the client; its form is the database's business no more than that of the mail servers. */
function requireAddress(given: string, clientId: string): string {
  const email = addressInClient(given, clientId);
  if (isEmailAddress(email)) return email;
  throw new ApiError(400, {
    code: 'TRPCError',
    message: `Invite failed because ${email} is not a valid email address`,
  });
}

/** Ids that no row can have never reach the database. */
function requirePossibleId(userId: number): void {
  if (Math.abs(userId) > MAX_ID) notInClient(userId);
}

function notInClient(userId: number): never {
  throw ApiError.notFound(`User with ID ${userId} is not part of this OAuth client.`);
}
