import { ValidateBy } from 'class-validator';

/** Days of the calendar, also with a time behind them, none before the one that it follows. */
export const AreDaysInOrder = (): PropertyDecorator =>
  ValidateBy({
    name: 'areDaysInOrder',
    validator: { validate: (value) => Array.isArray(value) && areDaysInOrder(value) },
  });

function areDaysInOrder(days: unknown[]): boolean {
  const starts = days.map((day) => (typeof day === 'string' ? Date.parse(day.slice(0, 10)) : NaN));
  const exist = starts.every((start, index) => toDay(start) === String(days[index]).slice(0, 10));
  return exist && starts.every((start, index) => index === 0 || (starts[index - 1] as number) <= start);
}

/** The empty text for what is no time. */
function toDay(time: number): string {
  return Number.isNaN(time) ? '' : new Date(time).toISOString().slice(0, 10);
}
