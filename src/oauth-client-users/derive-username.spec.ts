import { deriveUsername } from './derive-username.js';
import { addressInClient } from './email-address.js';

describe('deriveUsername', () => {
  it.each([
    ['ann@example.org', 'ann-cm01-example-org'],
    ['Ann.Lee@mail.example.co.uk', 'ann.lee-cm01-mail-example'],
    ['a+t@x.org', 'a-t-cm01-x-org'],
    ['a_b@x.org', 'a-b-cm01-x-org'],
    ['a-b@x.org', 'a-b-cm01-x-org'],
    ['jürgen@müller.de', 'jurgen-cm01-muller-de'],
  ])('makes a name of the rewritten address: %s', (given, username) => {
    expect(deriveUsername(addressInClient(given, 'cm01'))).toBe(username);
  });

  it.each([
    ['leaves the word undefined for a domain of one label', 'ann@localhost', 'ann-localhost-undefined'],
    ['takes the first two labels of the domain only', 'a@one.two.three.four', 'a-one-two'],
    ['makes one hyphen of what cannot stand in a name', "o'ne%!two@x.org", 'o-ne-two-x-org'],
    ['makes one hyphen of blanks, # and _', 'a \t#__b@x.org', 'a-b-x-org'],
    ['drops hyphens and dots at the start', '-.a@x.org', 'a-x-org'],
    ['keeps dots inside, but never two in a row', 'a.b...c@x.org', 'a.b.c-x-org'],
    ['drops emojis and keeps digits', 'a😀1*2@x.org', 'a1*2-x-org'],
    ['drops hyphens and dots at the end', 'a@x.--', 'a-x'],
    ['keeps letters of other scripts', 'ИВАН@почта.рф', 'иван-почта-рф'],
  ])('%s', (_, email, username) => {
    expect(deriveUsername(email)).toBe(username);
  });
});
