import { SelectedCalendarsSettings } from '@calcom/atoms';

export default function SelectedCalendarsPage() {
  return <SelectedCalendarsSettings allowDelete />;
}
