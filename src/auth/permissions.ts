/** What an OAuth client may be allowed to do for its users: the bits of `permissions`, in the contract's order. */
export const PERMISSIONS = {
  EVENT_TYPE_READ: 1,
  EVENT_TYPE_WRITE: 2,
  BOOKING_READ: 4,
  BOOKING_WRITE: 8,
  SCHEDULE_READ: 16,
  SCHEDULE_WRITE: 32,
  APPS_READ: 64,
  APPS_WRITE: 128,
  PROFILE_READ: 256,
  PROFILE_WRITE: 512,
} as const;

export const ALL_PERMISSIONS = Object.values(PERMISSIONS).reduce((mask, bit) => mask | bit, 0);
