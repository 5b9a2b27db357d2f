import { ALL_PERMISSIONS, permissionMask, permissionNames, PERMISSIONS } from './permissions.js';

describe('permissions', () => {
  it('have the bits of the contract', () => {
    expect(PERMISSIONS).toEqual({
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
    });
    expect(ALL_PERMISSIONS).toBe(1023);
  });

  it.each([
    [['PROFILE_WRITE', 'BOOKING_READ'] as const, 516],
    [['APPS_READ', 'APPS_READ'] as const, 64],
    [['*'] as const, 1023],
    [['*', 'BOOKING_READ'] as const, 1023],
    [[] as const, 0],
  ])('become a mask: %j', (names, mask) => {
    expect(permissionMask(names)).toBe(mask);
  });

  it.each([
    [516, ['BOOKING_READ', 'PROFILE_WRITE']],
    [0, []],
    // Bits that nobody knows have no name.
    [1024 + 1, ['EVENT_TYPE_READ']],
  ])('are named in the order of the bits: %i', (mask, names) => {
    expect(permissionNames(mask)).toEqual(names);
  });

  it('has a name for every bit', () => {
    expect(permissionMask(permissionNames(ALL_PERMISSIONS))).toBe(ALL_PERMISSIONS);
  });
});
