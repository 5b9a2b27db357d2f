/** How the phone field asks the original's web application for the visitor's country. */
const QUESTION = /\w+\.viewer\.public\.countryCode\.useQuery\(void 0, \{[^}]*\}\)/;

/**
 * Mends the phone field of the embedded booking view of 2.6.11, also when it is hidden: it asks the web application of the original through
 * a provider that exists only there, and throws. Without an answer it takes the country of the browser's language.
 */
export function mendAtoms26() {
  return {
    name: 'mend-atoms-2-6',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/atoms-2-6\/dist\/PhoneInput-/.test(id)) return null;
      if (!QUESTION.test(code)) throw new Error(`nothing to mend in ${id}`);
      return { code: code.replace(QUESTION, '{ data: null }'), map: null };
    },
  };
}
