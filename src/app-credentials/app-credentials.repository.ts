import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';

/** A connection of a user with a service, as it is stored. */
export interface AppCredentialRow {
  id: number;
  userId: number;
  type: string;
  appId: string;
  account: string | null;
  sealedKey: Uint8Array;
  /** The service refused it: the person has to connect again. */
  invalid: boolean;
}

export type NewAppCredential = Omit<AppCredentialRow, 'id' | 'invalid' | 'sealedKey'> & {
  sealedKey: Uint8Array<ArrayBuffer>;
};

/** What users have connected. Every query names the user. */
@Injectable()
export class AppCredentialsRepository {
  constructor(private readonly prisma: PrismaService) {}

  findOfUser(userId: number, id: number): Promise<AppCredentialRow | null> {
    return this.prisma.appCredential.findFirst({ where: { id, userId } });
  }

  /** Of any of the types, oldest first. */
  listOfUser(userId: number, types: readonly string[]): Promise<AppCredentialRow[]> {
    return this.prisma.appCredential.findMany({ where: { userId, type: { in: [...types] } }, orderBy: { id: 'asc' } });
  }

  insert(credential: NewAppCredential): Promise<AppCredentialRow> {
    return this.prisma.appCredential.create({ data: credential });
  }

  /** Makes the connection with the account, or replaces the key of the one that there is, which is valid again then. */
  insertOrReplace(credential: NewAppCredential & { account: string }): Promise<AppCredentialRow> {
    const { userId, type, account, sealedKey } = credential;
    return this.prisma.appCredential.upsert({
      where: { userId_type_account: { userId, type, account } },
      create: credential,
      update: { sealedKey, invalid: false },
    });
  }

  async updateKeyOfUser(userId: number, id: number, sealedKey: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.prisma.appCredential.updateMany({ where: { id, userId }, data: { sealedKey } });
  }

  async updateInvalidOfUser(userId: number, id: number): Promise<void> {
    await this.prisma.appCredential.updateMany({ where: { id, userId }, data: { invalid: true } });
  }

  /** Deletes it with the calendars that were chosen in it. @returns whether there was one. */
  async deleteOfUser(userId: number, id: number): Promise<boolean> {
    return (await this.prisma.appCredential.deleteMany({ where: { id, userId } })).count === 1;
  }
}
