import { DatePicker as BareDatePicker, type Slot, useBookerStoreContext } from '@calcom/atoms';
import dayjs, { type Dayjs } from 'dayjs';

interface Props {
  /** Free times, by day. */
  slots?: Record<string, Slot[]>;
  isLoading: boolean;
  scrollToTimeSlots?: () => void;
  showNoAvailabilityDialog?: boolean;
  onDateChange?: () => void;
}

/** The package's date picker, showing and setting the day and the month of the booking view that it stands in. */
export function DatePicker({ slots, onDateChange, ...rest }: Props) {
  const month = useBookerStoreContext((state) => state.month);
  const selectedDate = useBookerStoreContext((state) => state.selectedDate);
  const setMonth = useBookerStoreContext((state) => state.setMonth);
  const setSelectedDate = useBookerStoreContext((state) => state.setSelectedDate);

  /** The picker calls it for a click, with nothing when no day is free, and after each drawing with the day it shows. */
  const choose = (day: Dayjs | null, automatic = false) => {
    const date = day?.format('YYYY-MM-DD');
    if (!date || date === selectedDate) return;
    setSelectedDate({ date, omitUpdatingParams: automatic, preventMonthSwitching: day?.format('YYYY-MM') !== month });
    if (!automatic) onDateChange?.();
  };

  return (
    <BareDatePicker
      {...rest}
      locale="en"
      browsingDate={dayjs(month ?? undefined).startOf('month')}
      minDate={dayjs().startOf('day').toDate()}
      selected={selectedDate ? dayjs(selectedDate) : null}
      includedDates={Object.keys(slots ?? {}).filter((day) => slots?.[day]?.some(({ away }) => !away))}
      slots={slots}
      onMonthChange={(chosen: Dayjs) => setMonth(chosen.format('YYYY-MM'))}
      onChange={choose}
    />
  );
}
