import { EventTypeSettings, useEventTypes } from '@calcom/atoms';
import { useRef } from 'react';
import { LINE } from '../line';
import { note } from '../notes';
import type { PageProps } from '../pages';

type Form = React.ElementRef<typeof EventTypeSettings>;

type Tab = NonNullable<React.ComponentProps<typeof EventTypeSettings>['tabs']>[number];

/** 2.11.0 has no more than two, and shows the first one only. */
const TABS: Tab[] =
  LINE === '2.11'
    ? ['recurring', 'team']
    : ['setup', 'availability', 'team', 'limits', 'advanced', 'recurring', 'payments'];

/** `?id= names the event type; without it the first one of the user is shown. */
export default function EventTypeSettingsPage({ query, session }: PageProps) {
  const form = useRef<Form>(null);
  const { data: eventTypes } = useEventTypes(session.username);
  const id = Number(query.get('id')) || eventTypes?.[0]?.id;
  if (!id) return <p>No event type yet.</p>;
  return (
    <>
      <EventTypeSettings
        id={id}
        ref={form}
        tabs={TABS}
        allowDelete
        onSuccess={note('updated')}
        onError={(_values, error) => note('update failed')(error)}
        onDeleteSuccess={note('deleted')}
        onDeleteError={note('deletion failed')}
      />
      <p>
        <button
          type="button"
          onClick={() =>
            form.current?.handleFormSubmit?.({
              onSuccess: note('saved by the page'),
              onError: note('not saved by the page'),
            })
          }
        >
          Save from outside
        </button>
      </p>
    </>
  );
}
