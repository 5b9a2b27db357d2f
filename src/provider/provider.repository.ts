import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { statement } from '../database/statement.js';

/** What anybody may know of an OAuth client. */
export interface PublicClient {
  clientId: string;
  organizationId: number;
  name: string;
}

const FIND = statement<PublicClient>(
  'provider.find',
  'SELECT id AS "clientId", organization_id AS "organizationId", name FROM oauth_clients WHERE id = $1',
);

@Injectable()
export class ProviderRepository {
  constructor(private readonly prisma: PrismaService) {}

  async find(clientId: string): Promise<PublicClient | null> {
    return (await this.prisma.run(FIND, [clientId]))[0] ?? null;
  }
}
