import { type Settings } from '../config/settings.js';
import { outboundPolicy, refusalOfAddress, refusalOfUrl } from './allowed-url.js';

const strict = { allowInternal: false };
const tolerant = { allowInternal: true };
const BLOCKED = 'Blocked hostname';
const PRIVATE = 'Private IP address';

describe('outboundPolicy', () => {
  it.each([
    ['production', false],
    ['development', true],
  ])('in %s allows internal addresses: %s', (environment, allowInternal) => {
    expect(outboundPolicy({ environment } as Settings)).toEqual({ allowInternal });
  });
});

describe('refusalOfUrl', () => {
  describe.each([
    ['internal addresses allowed', tolerant],
    ['internal addresses not allowed', strict],
  ])('with %s', (_, policy) => {
    it.each([
      'https://acme.test/hook',
      'https://hooks.acme.example:8443/a/b?c=d#e',
      'HTTPS://ACME.test',
      'https://8.8.8.8/hook',
      'https://[2606:4700::1111]/hook',
      'https://müller.example/hook',
      'https://user:pass@acme.test/hook',
      'https://local.acme.test/hook',
      'https://metadata.acme.test/hook',
      'https://acme.test./hook',
      `https://acme.test/${'a'.repeat(1_900)}`,
    ])('allows %s', (url) => {
      expect(refusalOfUrl(url, policy)).toBeNull();
    });

    it.each([
      '',
      'acme.test/hook',
      '/hook',
      '/api/avatar/x.png',
      'https://',
      'https://a b.test',
      'https://acme.test/a b',
      ' https://acme.test',
      'https://acme.test\n',
      'https://acme.test/\u0000',
      'https://acme.test/\ud800',
      'https://256.1.1.1',
      'https://[::1',
      'https://acme.test:99999',
      'https://.',
      `https://acme.test/${'a'.repeat(2_000)}`,
      `https://acme.test/${'ü'.repeat(1_000)}`,
    ])('finds no address in %j', (url) => {
      expect(refusalOfUrl(url, policy)).toBe('Invalid URL format');
    });

    it.each(['data:text/html,<p>', 'DATA:application/json,{}', 'data:,x'])('refuses the data in %s', (url) => {
      expect(refusalOfUrl(url, policy)).toBe('Non-image data URL');
    });

    it.each([
      'https://169.254.169.254/latest/meta-data',
      'https://169.254.170.2/v2/credentials',
      'https://2852039166/',
      'https://0xA9FEA9FE/',
      'https://0251.0376.0251.0376/',
      'https://[::ffff:169.254.169.254]/',
      'https://[::ffff:a9fe:a9fe]/',
      'https://[64:ff9b::a9fe:a9fe]/',
      'https://[2002:a9fe:a9fe::1]/',
      'https://[fd00:ec2::254]/',
      'https://[fd20:ce::254]/',
      'https://100.100.100.200/',
      'https://168.63.129.16/',
      'https://metadata.google.internal/computeMetadata/v1/',
      'https://METADATA.google.internal./',
      'https://metadata/',
      'https://instance-data/',
    ])('never lets a webhook ask a cloud for its credentials: %s', (url) => {
      expect(refusalOfUrl(url, policy)).toBe(BLOCKED);
    });
  });

  it.each([
    'http://acme.test/hook',
    'http://localhost:3000/hook',
    'https://app:8080/hook',
    'http://127.0.0.1/hook',
    'http://10.1.2.3/hook',
    'http://[::1]:3000/hook',
    'https://queue.internal/hook',
  ])('allows %s where internal addresses are allowed', (url) => {
    expect(refusalOfUrl(url, tolerant)).toBeNull();
  });

  it.each([
    'ftp://acme.test/hook',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:image/png;base64,AA',
    'ws://a.test',
  ])('refuses the protocol of %s', (url) => {
    expect(refusalOfUrl(url, tolerant)).toBe('Only HTTP and HTTPS protocols are allowed');
    expect(refusalOfUrl(url, strict)).toBe('Only HTTPS URLs are allowed');
  });

  it('refuses plain http where internal addresses are not allowed', () => {
    expect(refusalOfUrl('http://acme.test/hook', strict)).toBe('Only HTTPS URLs are allowed');
  });

  it.each(['localhost', 'a.localhost', 'LOCALHOST.', 'app', 'printer.local', 'queue.internal', 'nas.lan'])(
    'refuses the internal name %s where such are not allowed',
    (host) => {
      expect(refusalOfUrl(`https://${host}/hook`, strict)).toBe(BLOCKED);
    },
  );

  it.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0',
    '10.0.0.1',
    '100.64.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '[::]',
    '[::1]',
    '[::127.0.0.1]',
    '[::ffff:10.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[2002:c0a8:101::]',
    '[fc00::1]',
    '[fe80::1]',
    '[fec0::1]',
    '[ff02::1]',
    '[2001:db8::1]',
    '[3fff::1]',
    '[::ffff:8.8.8.8]',
    '[64:ff9b::808:808]',
    '[64:ff9b:1::1]',
    '[2002:808:808::1]',
    '[2001::1]',
    '[100::1]',
    '[5f00::1]',
    '192.88.99.1',
    '203.0.113.1',
  ])('refuses the internal address %s where such are not allowed', (host) => {
    expect(refusalOfUrl(`https://${host}/hook`, strict)).toBe(PRIVATE);
  });

  it.each(['172.15.0.1', '172.32.0.1', '100.128.0.1', '11.0.0.1', '[2003::1]', '[2606:4700::1]'])(
    'allows %s, which is next to the internal addresses',
    (host) => {
      expect(refusalOfUrl(`https://${host}/hook`, strict)).toBeNull();
    },
  );
});

describe('refusalOfAddress', () => {
  it.each([
    ['169.254.169.254', BLOCKED, BLOCKED],
    ['::ffff:169.254.169.254', BLOCKED, BLOCKED],
    ['127.0.0.1', PRIVATE, null],
    ['::1', PRIVATE, null],
    ['fe80::1%eth0', PRIVATE, null],
    ['fd00:ec2::254%eth0', BLOCKED, BLOCKED],
    ['::ffff:a9fe:a9fe', BLOCKED, BLOCKED],
    ['64:ff9b::808:808', PRIVATE, null],
    ['93.184.215.14', null, null],
  ])('judges %s, which a name led to', (address, whenStrict, whenTolerant) => {
    expect(refusalOfAddress(address, strict)).toBe(whenStrict);
    expect(refusalOfAddress(address, tolerant)).toBe(whenTolerant);
  });
});
