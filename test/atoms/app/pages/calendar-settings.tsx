import { CalendarSettings } from '@calcom/atoms';

export default function CalendarSettingsPage() {
  return <CalendarSettings allowDelete />;
}
