const ONLY_FOR_NEXT = new Set([
  ...['prefetch', 'replace', 'scroll', 'shallow', 'passHref'],
  ...['priority', 'quality', 'fill', 'loader', 'placeholder'],
]);

/** The properties that an element of the page may have. */
export function forTheDom(props) {
  return Object.fromEntries(Object.entries(props).filter(([name]) => !ONLY_FOR_NEXT.has(name)));
}
