import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.js';
import { PrismaService } from '../database/prisma.service.js';
import { hash, randomHex } from '../secrets/secrets.js';

export interface NewApiKey {
  userId: number;
  /** Null: a personal key. */
  organizationId: number | null;
  note?: string;
  /** Null: never. */
  expiresAt?: Date | null;
  /** Random by default; a given one is for test set-ups and begins with the prefix. */
  apiKey?: string;
}

/** The keys with which an organization's people call the API. */
@Injectable()
export class ApiKeysService {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly prisma: PrismaService,
  ) {}

  /** Creates a key and gives its text, which is not stored and cannot be shown again. */
  async create({ apiKey = this.randomKey(), ...key }: NewApiKey): Promise<{ id: string; apiKey: string }> {
    const { id } = await this.prisma.apiKey.create({ data: { ...key, hashedKey: this.hashedKeyOf(apiKey) } });
    return { id, apiKey };
  }

  /** Whether there is such a key, expired or not. */
  async exists(apiKey: string): Promise<boolean> {
    return (await this.prisma.apiKey.count({ where: { hashedKey: this.hashedKeyOf(apiKey) } })) > 0;
  }

  /** What is stored of a key: SHA-256 of what follows the prefix, lower-case hex. */
  private hashedKeyOf(apiKey: string): string {
    return hash(apiKey.slice(this.settings.apiKeyPrefix.length)).toString('hex');
  }

  private randomKey(): string {
    return this.settings.apiKeyPrefix + randomHex(16);
  }
}
