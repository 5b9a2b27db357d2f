import { icalUidOf, newBookingUid } from './booking-uid.js';

describe('newBookingUid', () => {
  it('has 22 characters that cannot be mistaken for each other', () => {
    for (let count = 0; count < 500; count++) expect(newBookingUid()).toMatch(/^[1-9A-HJ-NP-Za-km-z]{22}$/);
  });

  it('never comes twice', () => {
    const uids = Array.from({ length: 5_000 }, newBookingUid);
    expect(new Set(uids).size).toBe(5_000);
  });

  it('uses every letter at the last place', () => {
    const last = Array.from({ length: 5_000 }, () => newBookingUid().at(-1));
    expect(new Set(last).size).toBe(58);
  });
});

describe('icalUidOf', () => {
  it('is the uid at the domain that clients know', () => {
    expect(icalUidOf('abc')).toBe('abc@Cal.com');
  });
});
