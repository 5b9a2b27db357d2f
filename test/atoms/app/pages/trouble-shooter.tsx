import { TroubleShooter } from '@calcom/atoms';
import { note } from '../notes';

export default function TroubleShooterPage() {
  return (
    <TroubleShooter
      onManageCalendarsClick={note('manage calendars')}
      onInstallCalendarClick={note('install calendar')}
    />
  );
}
