import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { statement } from '../database/statement.js';

/** A calendar that is looked at for busy times of its user. */
export interface SelectedCalendarRow {
  userId: number;
  integration: string;
  externalId: string;
  credentialId: number;
}

// A connection that is gone, or somebody else's, gives no row. What is selected already belongs to the connection named last.
const UPSERT = statement<SelectedCalendarRow>(
  'selected-calendars.upsert',
  `INSERT INTO selected_calendars (user_id, integration, external_id, credential_id)
   SELECT user_id, type, $3, id FROM app_credentials WHERE user_id = $1 AND id = $2 AND type = $4
   ON CONFLICT (user_id, integration, external_id) DO UPDATE SET credential_id = excluded.credential_id
   RETURNING user_id AS "userId", integration, external_id AS "externalId", credential_id AS "credentialId"`,
);

const LIST_WITH_ZONE = statement<SelectedCalendarRow & { timeZone: string }>(
  'selected-calendars.listWithZone',
  `SELECT s.user_id AS "userId", s.integration, s.external_id AS "externalId", s.credential_id AS "credentialId",
     u.time_zone AS "timeZone"
   FROM selected_calendars s JOIN users u ON u.id = s.user_id WHERE s.user_id = ANY ($1)`,
);

const DELETE = statement<SelectedCalendarRow>(
  'selected-calendars.delete',
  `DELETE FROM selected_calendars WHERE user_id = $1 AND credential_id = $2 AND external_id = $3 AND integration = $4
   RETURNING user_id AS "userId", integration, external_id AS "externalId", credential_id AS "credentialId"`,
);

/** The calendars that users chose to be looked at. */
@Injectable()
export class SelectedCalendarsRepository {
  constructor(private readonly prisma: PrismaService) {}

  listOfUser(userId: number): Promise<SelectedCalendarRow[]> {
    return this.prisma.selectedCalendar.findMany({ where: { userId }, orderBy: { externalId: 'asc' } });
  }

  /** With the time zone of each user. */
  listWithZoneOfUsers(userIds: number[]): Promise<(SelectedCalendarRow & { timeZone: string })[]> {
    return this.prisma.run(LIST_WITH_ZONE, [userIds]);
  }

  /** Null when the user has no such connection. */
  async upsertOfUser(
    userId: number,
    calendar: Omit<SelectedCalendarRow, 'userId'>,
  ): Promise<SelectedCalendarRow | null> {
    const { credentialId, externalId, integration } = calendar;
    return (await this.prisma.run(UPSERT, [userId, credentialId, externalId, integration]))[0] ?? null;
  }

  /** Null when it was not selected. */
  async deleteOfUser(
    userId: number,
    calendar: Omit<SelectedCalendarRow, 'userId'>,
  ): Promise<SelectedCalendarRow | null> {
    const { credentialId, externalId, integration } = calendar;
    return (await this.prisma.run(DELETE, [userId, credentialId, externalId, integration]))[0] ?? null;
  }
}
