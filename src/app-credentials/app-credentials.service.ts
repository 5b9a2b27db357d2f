import { Injectable } from '@nestjs/common';
import { MAX_ID } from '../common/numeric-id.pipe.js';
import { Sealer } from '../secrets/sealer.js';
import { type AppCredentialRow, AppCredentialsRepository } from './app-credentials.repository.js';
import type { App } from './apps.js';

/** What is shown of a connection. The keys are in the contract's order. */
export interface ShownAppCredential {
  id: number;
  type: string;
  userId: number;
  teamId: null;
  appId: string;
  invalid: boolean;
}

/** What users have connected: tokens, passwords and addresses, sealed. */
@Injectable()
export class AppCredentialsService {
  constructor(
    private readonly repository: AppCredentialsRepository,
    private readonly sealer: Sealer,
  ) {}

  /** The user's connections of the types, oldest first. */
  list(userId: number, types: readonly string[]): Promise<AppCredentialRow[]> {
    return this.repository.listOfUser(userId, types);
  }

  /** The user's connection with this id, if it is of one of the types. */
  async find(userId: number, id: number, types: readonly string[]): Promise<AppCredentialRow | null> {
    const found = Math.abs(id) > MAX_ID ? null : await this.repository.findOfUser(userId, id);
    return found && types.includes(found.type) ? found : null;
  }

  /**
   * Stores a connection.
   *
   * @param account who the user is over there: a second connection with the same account takes the place of the first. Null:
   *   it is one more connection.
   */
  save(userId: number, app: App, account: string | null, key: object): Promise<AppCredentialRow> {
    const sealedKey = this.seal(userId, app.type, key);
    const credential = { userId, type: app.type, appId: app.slug, sealedKey };
    return account === null
      ? this.repository.insert({ ...credential, account })
      : this.repository.insertOrReplace({ ...credential, account });
  }

  /** The key of the connection, as it was saved. */
  keyOf<Key extends object>({ userId, type, sealedKey }: AppCredentialRow): Key {
    return JSON.parse(this.sealer.open(sealedKey, contextOf(userId, type))) as Key;
  }

  /** Keeps a new key of the connection: tokens are renewed now and then. */
  replaceKey({ id, userId, type }: AppCredentialRow, key: object): Promise<void> {
    return this.repository.updateKeyOfUser(userId, id, this.seal(userId, type, key));
  }

  /** The service refused the key. */
  markInvalid({ id, userId }: AppCredentialRow): Promise<void> {
    return this.repository.updateInvalidOfUser(userId, id);
  }

  /** Forgets the connection. @returns whether there was one. */
  remove({ id, userId }: AppCredentialRow): Promise<boolean> {
    return this.repository.deleteOfUser(userId, id);
  }

  private seal(userId: number, type: string, key: object): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.sealer.seal(JSON.stringify(key), contextOf(userId, type)));
  }
}

const contextOf = (userId: number, type: string): string => `app-credential:${userId}:${type}`;

export function showAppCredential({ id, type, userId, appId, invalid }: AppCredentialRow): ShownAppCredential {
  return { id, type, userId, teamId: null, appId, invalid };
}
