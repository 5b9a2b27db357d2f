import MarkdownIt from 'markdown-it';

// HTML of the text itself is escaped, and links that could run a script stay text: what comes out is safe in a page.
const renderer = new MarkdownIt({ html: false, linkify: true, breaks: true });

/** Longer texts cost too much at each look of anybody, and are not descriptions. */
const MAX_RENDERED = 10_000;

/** The HTML of a text in Markdown, safe in any page. */
export function toSafeHtml(text: string): string {
  if (text.length > MAX_RENDERED) return `<p>${renderer.utils.escapeHtml(text)}</p>\n`;
  return renderer.render(text);
}
