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

export type Permission = keyof typeof PERMISSIONS;

/** All names, in the order of their bits. */
export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as Permission[];

export const ALL_PERMISSIONS = Object.values(PERMISSIONS).reduce((mask, bit) => mask | bit, 0);

/** Stands for all permissions where names are given. */
export const EVERY_PERMISSION = '*';

/** The names of the bits that are set, in the order of the bits. */
export function permissionNames(mask: number): Permission[] {
  return PERMISSION_NAMES.filter((name) => (mask & PERMISSIONS[name]) !== 0);
}

/** The bits of the names; `*` means all. Naming one twice does no harm. */
export function permissionMask(names: readonly (Permission | typeof EVERY_PERMISSION)[]): number {
  return names.reduce((mask, name) => mask | (name === EVERY_PERMISSION ? ALL_PERMISSIONS : PERMISSIONS[name]), 0);
}
