import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import { statement } from '../database/statement.js';

// The event types move in the same statement as the connection goes, so that none is left with a place that is not there.
const DISCONNECT = statement<{ id: number }>(
  'conferencing.disconnect',
  `WITH gone AS (
     DELETE FROM app_credentials WHERE user_id = $1 AND type = $2 RETURNING id
   ), moved AS (
     UPDATE event_types e SET locations = (
       SELECT jsonb_agg(CASE WHEN place ->> 'type' = $3 THEN jsonb_build_object('type', $4::text) ELSE place END
                        ORDER BY position)
       FROM jsonb_array_elements(e.locations) WITH ORDINALITY AS places(place, position))
     WHERE e.user_id = $1 AND EXISTS (SELECT FROM gone)
       AND jsonb_path_exists(e.locations, '$[*] ? (@.type == $type)', jsonb_build_object('type', $3::text))
   ), unset AS (
     UPDATE users SET default_conferencing = NULL
     WHERE id = $1 AND default_conferencing = $5 AND EXISTS (SELECT FROM gone)
   )
   SELECT id FROM gone`,
);

/** Where users meet. */
@Injectable()
export class ConferencingRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** The slug of the app that the user chose. */
  async findDefaultOfUser(userId: number): Promise<string | null> {
    const user = await this.prisma.user.findUnique({ where: { id: userId }, select: { defaultConferencing: true } });
    return user?.defaultConferencing ?? null;
  }

  async updateDefaultOfUser(userId: number, slug: string): Promise<void> {
    await this.prisma.user.updateMany({ where: { id: userId }, data: { defaultConferencing: slug } });
  }

  /**
   * Deletes the user's connections with an app; event types that meet there meet at `otherLocation` from then on.
   *
   * @returns whether there was a connection.
   */
  async deleteOfUser(
    userId: number,
    app: { slug: string; type: string; location: { type: string } },
    otherLocation: string,
  ): Promise<boolean> {
    const values = [userId, app.type, app.location.type, otherLocation, app.slug];
    return (await this.prisma.run(DISCONNECT, values)).length > 0;
  }
}
