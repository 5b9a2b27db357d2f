import { ListSchedules } from '@calcom/atoms';

export default function ListSchedulesPage() {
  return <ListSchedules getScheduleUrl={(id: number) => `availability-settings?id=${id}`} />;
}
