import { AvailabilitySettings } from '@calcom/atoms';
import { note } from '../notes';
import type { PageProps } from '../pages';

/** `?id=` names the schedule; without it the default one is shown. */
export default function AvailabilitySettingsPage({ query }: PageProps) {
  return (
    <AvailabilitySettings
      id={query.get('id') ?? undefined}
      enableOverrides
      onUpdateSuccess={note('updated')}
      onUpdateError={note('update failed')}
      onDeleteSuccess={note('deleted')}
      onDeleteError={note('deletion failed')}
    />
  );
}
