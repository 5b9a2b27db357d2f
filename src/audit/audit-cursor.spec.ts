import { decodeAuditCursor, encodeAuditCursor } from './audit-cursor.js';

const encoded = (text: string): string => Buffer.from(text).toString('base64url');

describe('the cursor of the audit list', () => {
  it.each([1, 4711, Number.MAX_SAFE_INTEGER])('leads back to the event %i', (id) => {
    expect(decodeAuditCursor(encodeAuditCursor(id))).toBe(id);
  });

  it.each([undefined, ''])('begins above every event when it is %j', (cursor) => {
    expect(decodeAuditCursor(cursor)).toBe(Number.MAX_SAFE_INTEGER);
  });

  it.each([
    'nonsense',
    'ä',
    encoded('after:7'),
    encoded('before:'),
    encoded('before:-1'),
    encoded('before:007'),
    encoded('before:9007199254740993'),
    encoded('before:99999999999999999'),
    `${encoded('before:7')}=`,
    ` ${encoded('before:7')}`,
  ])('is refused when nobody gave it out: %j', (cursor) => {
    expect(() => decodeAuditCursor(cursor)).toThrow('Invalid cursor');
  });
});
