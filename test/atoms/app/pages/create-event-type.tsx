import { CreateEventType } from '@calcom/atoms';
import { note } from '../notes';
import type { PageProps } from '../pages';

/** With `?teamId=` the event type is made in that team. */
export default function CreateEventTypePage({ query }: PageProps) {
  const teamId = query.get('teamId');
  return (
    <CreateEventType
      teamId={teamId ? Number(teamId) : undefined}
      onSuccess={note('created')}
      onError={note('creation failed')}
      onCancel={note('cancelled')}
    />
  );
}
