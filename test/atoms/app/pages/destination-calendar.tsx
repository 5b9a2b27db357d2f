import { DestinationCalendarSettings } from '@calcom/atoms';

export default function DestinationCalendarPage() {
  return <DestinationCalendarSettings />;
}
