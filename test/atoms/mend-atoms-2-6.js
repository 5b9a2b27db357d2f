/** What is broken in published modules: their name, what stands there, and what stands there instead. */
const REPAIRS = [
  // The phone field, hidden or not, asks the original's web application for the visitor's country, through a provider that is only there, and throws.
  {
    module: /PhoneInput-/,
    wrong: /\w+\.viewer\.public\.countryCode\.useQuery\(void 0, \{[^}]*\}\)/,
    right: '{ data: null }',
  },
  // The language of a booking comes from translations that a visitor's view does not have and no page can give it.
  {
    module: /index-/,
    wrong: /(\w+\.t = \w+), (\w+\.i18n) = \{\}, (\w+\.ready = !1)/,
    right: "$1, $2 = { language: 'en' }, $3",
  },
];

/** Mends the embedded booking view of 2.6.11; everything else of it works as it is published. */
export function mendAtoms26() {
  const pending = new Set(REPAIRS);
  return {
    name: 'mend-atoms-2-6',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('/atoms-2-6/dist/')) return null;
      const repair = REPAIRS.find(({ module, wrong }) => module.test(id) && wrong.test(code));
      if (!repair) return null;
      pending.delete(repair);
      return { code: code.replace(repair.wrong, repair.right), map: null };
    },
    buildEnd() {
      for (const { module } of pending) this.error(`nothing to mend in ${module}`);
    },
  };
}
