import { fileURLToPath } from 'node:url';

const standIn = (name) => fileURLToPath(new URL(`app/stand-ins/${name}`, import.meta.url));

/** Modules of the package that others of its modules get something of ours instead of. */
const REPLACED = [
  // The booking view draws a date picker that knows nothing of the chosen day, and which throws without a handler.
  {
    importer: 'booker/components/booker-component.js',
    module: 'calendar-view/components/date-picker.js',
    by: standIn('date-picker.tsx'),
  },
  // The form of the booking view begins with no `responses`, and every field throws.
  {
    importer: 'booker/booker-platform-wrapper.js',
    module: 'booker/hooks/use-booking-form.js',
    by: standIn('use-booking-form.ts'),
  },
];

/**
 * Mends what is broken in 2.11.0 whatever a server answers. Imports of Next.js are answered by the package `next` of
 * next-stand-in/; two components that the published code uses without importing them are set in app/stand-ins/globals.tsx.
 */
export function mendAtoms211() {
  return {
    name: 'mend-atoms-2-11',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (!importer?.includes('/atoms-2-11/dist/')) return null;
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
      const replaced = REPLACED.find((rule) => importer.endsWith(rule.importer) && resolved?.id.endsWith(rule.module));
      if (replaced) return replaced.by;
      // The package says that none of its modules has side effects; the one that registers the plugins of dayjs has.
      if (resolved?.id.endsWith('/vendor/dayjs/index.js')) return { ...resolved, moduleSideEffects: true };
      return null;
    },
  };
}
