import type { HostTime } from './host-times.js';
import { intersect, type Range, withoutContained } from './ranges.js';
import type { SlotHost } from './slot-query.js';

/**
 * When enough hosts have time: all fixed ones, and of each round-robin group one who has all of it. Ranges ascend by start
 * and end; ranges of different hosts of a group overlap or touch, but are not joined: nobody has time for what lies across.
 */
export function combineHosts(times: HostTime[]): Range[] {
  const parties = [
    ...times.filter(({ host }) => host.isFixed).map(({ free }) => free),
    ...groupsOf(times, ({ host }) => host).map((group) => withoutContained(group.flatMap(({ free }) => free))),
  ];
  return parties.length === 0 ? [] : parties.reduce(intersect);
}

/** Whether these hosts are enough, of all hosts of the event. */
export function areEnough(free: SlotHost[], all: SlotHost[]): boolean {
  const isFree = (host: SlotHost): boolean => free.includes(host);
  const fixed = all.filter(({ isFixed }) => isFixed);
  return all.length > 0 && fixed.every(isFree) && groupsOf(all, (host) => host).every((group) => group.some(isFree));
}

/** The members of each round-robin group. */
function groupsOf<Member>(members: Member[], hostOf: (member: Member) => SlotHost): Member[][] {
  const groups = new Map<string | null, Member[]>();
  for (const member of members) {
    const { isFixed, group } = hostOf(member);
    if (isFixed) continue;
    const others = groups.get(group);
    if (others) others.push(member);
    else groups.set(group, [member]);
  }
  return [...groups.values()];
}
