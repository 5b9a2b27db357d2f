import { ListEventTypes } from '@calcom/atoms';

export default function ListEventTypesPage() {
  return <ListEventTypes getEventTypeUrl={(id: number) => `event-type-settings?id=${id}`} />;
}
