import { useSyncExternalStore } from 'react';

/** What a component told the page: an event's name and what came with it. */
interface Note {
  event: string;
  value: unknown;
}

let notes: Note[] = [];
const watchers = new Set<() => void>();

/** Makes a handler that shows what it is called with at the end of the page. */
export function note(event: string): (value?: unknown) => void {
  return (value) => {
    notes = [...notes, { event, value: value instanceof Error ? value.message : value }];
    watchers.forEach((watch) => watch());
  };
}

/** Everything that the component told the page, for people and for the browser suite. */
export function Notes() {
  const shown = useSyncExternalStore(
    (watch) => {
      watchers.add(watch);
      return () => watchers.delete(watch);
    },
    () => notes,
  );
  return (
    <section className="playground" aria-label="What the component told the page">
      {shown.map(({ event, value }, index) => (
        <pre key={index} data-event={event}>
          {event} {JSON.stringify(value) ?? ''}
        </pre>
      ))}
    </section>
  );
}
