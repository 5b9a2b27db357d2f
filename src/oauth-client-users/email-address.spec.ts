import {
  addressInClient,
  filterAddress,
  isEmailAddress,
  parseEmailList,
  requireAddressInClient,
} from './email-address.js';

describe('addressInClient', () => {
  it.each([
    ['puts the client into the address', 'ann@example.org', 'ann+cm01@example.org'],
    ['keeps a tag', 'a+t@x.org', 'a+t+cm01@x.org'],
    ['keeps letter case and blanks', ' Ann@Example.ORG ', ' Ann+cm01@Example.ORG '],
    ['leaves an address that names the client', 'ann+cm01@example.org', 'ann+cm01@example.org'],
    ['rewrites an address that names the client elsewhere', 'cm01@example.org', 'cm01+cm01@example.org'],
    ['loses what stands after a second @', 'a@b.org@c.org', 'a+cm01@b.org'],
    ['has no domain for a text without @', 'foo', 'foo+cm01@undefined'],
  ])('%s', (_, given, address) => {
    expect(addressInClient(given, 'cm01')).toBe(address);
  });
});

describe('filterAddress', () => {
  it.each([
    ['rewrites an address', 'ann@example.org', 'ann+cm01@example.org'],
    ['takes an address that names the client anywhere as it is', 'cm01@example.org', 'cm01@example.org'],
  ])('%s', (_, given, address) => {
    expect(filterAddress(given, 'cm01')).toBe(address);
  });
});

describe('isEmailAddress', () => {
  it.each(['a@b.c', 'a+t@mail.example.co.uk', 'jürgen@müller.de', `${'a'.repeat(314)}@x.org`])('accepts %s', (text) => {
    expect(isEmailAddress(text)).toBe(true);
  });

  it.each([
    ['no @', 'ab.c'],
    ['two @', 'a@b@c.d'],
    ['nothing before the @', '@b.c'],
    ['no dot in the domain', 'a@b'],
    ['an empty label', 'a@b..c'],
    ['a dot at the end', 'a@b.c.'],
    ['a blank', 'a b@c.d'],
    ['a NUL character', 'a\0@b.c'],
    ['half a surrogate pair', 'a\ud800@b.c'],
    ['more than 320 characters', `${'a'.repeat(315)}@x.org`],
  ])('refuses %s', (_, text) => {
    expect(isEmailAddress(text)).toBe(false);
  });
});

describe('requireAddressInClient', () => {
  it('gives the rewritten address', () => {
    expect(requireAddressInClient('ann@example.org', 'cm01')).toBe('ann+cm01@example.org');
  });

  it('names the rewritten address that it refuses', () => {
    expect(() => requireAddressInClient('foo', 'cm01')).toThrow(
      'Invite failed because foo+cm01@undefined is not a valid email address',
    );
  });
});

describe('parseEmailList', () => {
  it('splits a text at commas and trims the parts', () => {
    expect(parseEmailList('a@b.c, d@e.f')).toEqual(['a@b.c', 'd@e.f']);
  });

  it.each([
    ['the first part that is no address', 'a@b.c,foo,bar', 'Invalid email foo'],
    ['the empty text', '', 'Invalid email '],
    ['an empty part', 'a@b.c,', 'Invalid email '],
    ['a plus sign that became a blank', 'a x@b.org', 'Invalid email a x@b.org'],
  ])('refuses %s', (_, list, message) => {
    expect(() => parseEmailList(list)).toThrow(new Error(message));
  });

  it.each([[['foo', '']], [{ a: 'b' }], [undefined]])('leaves everything but a text unchecked: %j', (value) => {
    expect(parseEmailList(value)).toBe(value);
  });
});
