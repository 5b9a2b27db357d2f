/** The working hours of a managed user that was created with a time zone. Days: 0 = Sunday; hours: wall clock. */
export const DEFAULT_SCHEDULE = { name: 'Default schedule', days: [1, 2, 3, 4, 5], start: '09:00', end: '17:00' };

/** The weekly hours of a schedule that is created without any. */
export const DEFAULT_HOURS = [{ days: DEFAULT_SCHEDULE.days, start: '09:00:00', end: '17:00:00' }];
