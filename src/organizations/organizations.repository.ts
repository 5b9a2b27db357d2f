import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { statement } from '../database/statement.js';

const EXISTS = statement('organizations.exists', 'SELECT FROM organizations WHERE id = $1::bigint');

const LIST_MEMBERS = statement<{ id: number }>(
  'organizations.listMembersAmong',
  `SELECT user_id AS id FROM memberships WHERE organization_id = $1 AND user_id = ANY($2::bigint[]) AND accepted`,
);

/** Organizations and who is in them. */
@Injectable()
export class OrganizationsRepository {
  constructor(private readonly prisma: PrismaService) {}

  async exists(organizationId: number): Promise<boolean> {
    return (await this.prisma.run(EXISTS, [organizationId])).length > 0;
  }

  /** Those of the users who are members of the organization. */
  async listMembersAmong(organizationId: number, userIds: number[]): Promise<number[]> {
    return (await this.prisma.run(LIST_MEMBERS, [organizationId, userIds])).map(({ id }) => id);
  }
}
