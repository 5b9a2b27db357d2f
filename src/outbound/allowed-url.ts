import { BlockList, isIP } from 'node:net';
import { isProduction, type Settings } from '../config/settings.js';
import { parseUrl } from '../common/parse-url.js';

/** Which addresses of users the server calls: those of webhooks, and those of calendars that are published as files. */
export interface OutboundPolicy {
  /** Whether plain http, and addresses that only exist inside the operator's network, are allowed. */
  allowInternal: boolean;
}

/** A server in production speaks only https and only to the public internet; one that is being tried out to anybody. */
export function outboundPolicy(settings: Settings): OutboundPolicy {
  return { allowInternal: settings.webhookAllowInternal ?? !isProduction(settings) };
}

/** Bytes; what the unique index on the address can hold with room to spare. */
const MAX_LENGTH = 2_000;

/** Where clouds give the credentials of a machine to whoever asks from it. Never called. */
const METADATA_HOSTS = new Set([
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'instance-data',
  'instance-data.ec2.internal',
]);
const METADATA_ADDRESSES = rangesOf([
  '169.254.0.0/16',
  '100.100.100.200/32',
  '168.63.129.16/32',
  '192.0.0.192/32',
  'fd00:ec2::/32',
  'fd20:ce::/32',
]);

/** Names that mean this machine or its network. */
const INTERNAL_NAME = /(^|\.)(localhost|localdomain|local|internal|intranet|lan|home|corp)$/;

/** Addresses that are not on the public internet. */
const INTERNAL_ADDRESSES = rangesOf([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  // Everything but 2000::/3, and in there what is for protocols, documentation and 6to4. NAT64 is in the first.
  '::/3',
  '4000::/2',
  '8000::/1',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
]);

/** Address ranges of IPv6 that carry one of IPv4, and the position of its first byte. */
const CARRIERS: [Ranges, number][] = [
  [rangesOf(['::ffff:0:0/96']), 12],
  [rangesOf(['64:ff9b::/96']), 12],
  [rangesOf(['2002::/16']), 2],
];

/**
 * Why the address must not be called, in the contract's words; null when it may.
 *
 * Looks at the text only. A name may still lead to an internal address, which is for the request to notice (`refusalOfAddress`).
 */
export function refusalOfUrl(text: string, { allowInternal }: OutboundPolicy): string | null {
  if (/^data:(?!image\/)/i.test(text)) return 'Non-image data URL';
  // improve: webhooks.url — the original takes `data:image/…` and `/api/avatar/….png` for addresses.
  const isTidy = Buffer.byteLength(text) <= MAX_LENGTH && !/[\s\p{Cc}\p{Surrogate}]/u.test(text);
  const url = isTidy ? parseUrl(text) : null;
  if (!url) return 'Invalid URL format';
  const { protocol, hostname } = url;
  if (protocol !== 'https:' && !allowInternal) return 'Only HTTPS URLs are allowed';
  if (protocol !== 'https:' && protocol !== 'http:') return 'Only HTTP and HTTPS protocols are allowed';
  return refusalOfHost(hostname, allowInternal);
}

/** @param hostname in the spelling of `URL`, where every spelling of an IPv4 address is dotted. */
function refusalOfHost(hostname: string, allowInternal: boolean): string | null {
  const host = hostname.replace(/^\[|\]$|\.+$/g, '');
  if (isIP(host) !== 0) return refusalOfAddress(host, { allowInternal });
  if (host === '') return 'Invalid URL format';
  if (METADATA_HOSTS.has(host)) return 'Blocked hostname';
  if (!allowInternal && (INTERNAL_NAME.test(host) || !host.includes('.'))) return 'Blocked hostname';
  return null;
}

/** Why the IP address to which a name led must not be called; null when it may. */
export function refusalOfAddress(address: string, { allowInternal }: OutboundPolicy): string | null {
  // Without the name of the network interface, which a resolver may add.
  const [whole = ''] = address.split('%');
  const carried = carriedAddress(whole);
  const isIn = (ranges: Ranges): boolean =>
    contains(ranges, whole) || (carried !== undefined && contains(ranges, carried));
  if (isIn(METADATA_ADDRESSES)) return 'Blocked hostname';
  return !allowInternal && isIn(INTERNAL_ADDRESSES) ? 'Private IP address' : null;
}

/** The IPv4 address inside one of IPv6; undefined when there is none. */
function carriedAddress(address: string): string | undefined {
  if (isIP(address) !== 6) return undefined;
  const position = CARRIERS.find(([range]) => contains(range, address))?.[1];
  return position === undefined
    ? undefined
    : bytesOf(address)
        .slice(position, position + 4)
        .join('.');
}

/** The 16 bytes of an IPv6 address. */
function bytesOf(address: string): number[] {
  // Gives the spelling without dots, for example `::ffff:7f00:1`.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groupsOf = (part: string): string[] => part.split(':').filter(Boolean);
  const front = groupsOf(head);
  const back = groupsOf(tail ?? '');
  const zeros = Array<string>(8 - front.length - back.length).fill('0');
  return [...front, ...zeros, ...back].flatMap((group) => {
    const value = parseInt(group, 16);
    return [value >> 8, value & 255];
  });
}

/** Ranges of addresses. Two lists, for in a single one a range of IPv6 would catch the addresses of IPv4 too. */
interface Ranges {
  ipv4: BlockList;
  ipv6: BlockList;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

function contains(ranges: Ranges, address: string): boolean {
  return ranges[familyOf(address)].check(address, familyOf(address));
}

function rangesOf(texts: string[]): Ranges {
  const ranges = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const text of texts) {
    const [address = '', bits] = text.split('/');
    ranges[familyOf(address)].addSubnet(address, Number(bits), familyOf(address));
  }
  return ranges;
}
