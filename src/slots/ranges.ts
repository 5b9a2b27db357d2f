/** A span of time in epoch milliseconds; the end does not belong to it. */
export interface Range {
  start: number;
  end: number;
}

export const ALWAYS: Range = { start: -Infinity, end: Infinity };

/** Whether the two share a moment. Ranges that only touch do not. */
export const overlap = (a: Range, b: Range): boolean => a.start < b.end && b.start < a.end;

export const isWithin = (inner: Range, outer: Range): boolean => inner.start >= outer.start && inner.end <= outer.end;

/** The part of `range` that lies in `limits`; null when there is none. */
export function clip(range: Range, limits: Range): Range | null {
  const start = Math.max(range.start, limits.start);
  const end = Math.min(range.end, limits.end);
  return start < end ? { start, end } : null;
}

const byStart = (a: Range, b: Range): number => a.start - b.start || b.end - a.end;

/** The same time in ascending ranges that neither overlap nor touch. */
export function join(ranges: Range[]): Range[] {
  const joined: Range[] = [];
  let last: Range | undefined;
  for (const { start, end } of ranges.toSorted(byStart)) {
    if (start >= end) continue;
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push((last = { start, end }));
  }
  return joined;
}

/** What is left of `ranges` without `taken`. Both must be joined; so is the result. */
export function subtract(ranges: Range[], taken: Range[]): Range[] {
  const left: Range[] = [];
  let next = 0;
  for (const range of ranges) {
    while (next < taken.length && (taken[next] as Range).end <= range.start) next++;
    let start = range.start;
    for (let index = next; index < taken.length && (taken[index] as Range).start < range.end; index++) {
      const hole = taken[index] as Range;
      if (hole.start > start) left.push({ start, end: hole.start });
      start = hole.end;
    }
    if (start < range.end) left.push({ start, end: range.end });
  }
  return left;
}

/** Ascending by start, and by end too: what lies entirely within another range is dropped. Ranges that touch stay apart. */
export function withoutContained(ranges: Range[]): Range[] {
  let end = -Infinity;
  return ranges.toSorted(byStart).filter((range) => {
    const isNew = range.end > end;
    if (isNew) end = range.end;
    return isNew;
  });
}

/** What each range of `a` shares with each of `b`. Both must be free of contained ranges; so is the result. */
export function intersect(a: Range[], b: Range[]): Range[] {
  const shared: Range[] = [];
  let next = 0;
  for (const range of a) {
    while (next < b.length && (b[next] as Range).end <= range.start) next++;
    for (let index = next; index < b.length && (b[index] as Range).start < range.end; index++) {
      const part = clip(range, b[index] as Range);
      if (part) shared.push(part);
    }
  }
  return withoutContained(shared);
}

/** Whether `range` shares a moment with one of `joined`. */
export function overlapsAny(joined: Range[], range: Range): boolean {
  // Ends and starts are whole milliseconds.
  const next = joined[firstEndingFrom(joined, range.start + 1)];
  return next !== undefined && next.start < range.end;
}

/** The range of `ranges`, which ascend by start and end, that holds `inner` entirely. */
export function rangeAround(ranges: Range[], inner: Range): Range | undefined {
  const first = ranges[firstEndingFrom(ranges, inner.end)];
  return first && isWithin(inner, first) ? first : undefined;
}

/** The place of the first range that ends at `moment` or later. */
function firstEndingFrom(ranges: Range[], moment: number): number {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ranges[middle] as Range).end < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
