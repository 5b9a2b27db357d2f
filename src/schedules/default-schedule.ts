/** The working hours of a managed user that was created with a time zone. Days: 0 = Sunday; hours: wall clock. */
export const DEFAULT_SCHEDULE = { name: 'Default schedule', days: [1, 2, 3, 4, 5], start: '09:00', end: '17:00' };
