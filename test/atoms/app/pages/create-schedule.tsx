import { CreateSchedule } from '@calcom/atoms';
import { note } from '../notes';

export default function CreateSchedulePage() {
  return <CreateSchedule onSuccess={note('created')} onError={note('creation failed')} />;
}
