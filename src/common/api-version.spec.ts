import { API_VERSIONS, requestedVersion, versionsFrom } from './api-version.js';

describe('requestedVersion', () => {
  it.each(API_VERSIONS)('takes %s for what it is', (version) => {
    expect(requestedVersion(version)).toBe(version);
  });

  it.each([undefined, '', 'x', '2024-06-11 ', '2024-6-11', '2099-01-01', ['2024-06-11', '2024-06-14']])(
    'takes %p for the oldest version',
    (header) => {
      expect(requestedVersion(header)).toBe('2024-04-15');
    },
  );
});

describe('versionsFrom', () => {
  it('goes on to the newest version', () => {
    expect(versionsFrom('2024-08-13')).toEqual(['2024-08-13', '2024-09-04']);
  });

  it('ends before the version that changed the shape', () => {
    expect(versionsFrom('2024-04-15', '2024-06-14')).toEqual(['2024-04-15', '2024-06-11']);
  });

  it('leaves no version without a shape, and none with two', () => {
    expect([...versionsFrom('2024-04-15', '2024-06-11'), ...versionsFrom('2024-06-11')]).toEqual(API_VERSIONS);
  });
});
