/** What an e-mail says: an opening, facts with their labels, and links with theirs. */
export interface MailBody {
  /** Whom it greets; empty for nobody in particular. */
  name: string;
  opening: string;
  lines: [label: string, value: string][];
  links: [label: string, url: string][];
}

export function mailText({ name, opening, lines, links }: MailBody): string {
  const facts = [...lines, ...links].map(([label, value]) => `${label}: ${value}`);
  return [...(name ? [`Hello ${name},`, ''] : []), opening, '', ...facts, ''].join('\n');
}

/** Content comes from bookers: it is shown, never run. */
export function mailHtml({ name, opening, lines, links }: MailBody): string {
  const rows = lines.map(
    ([label, value]) =>
      `<tr><td style="padding:4px 16px 4px 0;color:#666;vertical-align:top">${escape(label)}</td>` +
      `<td style="padding:4px 0;white-space:pre-line">${escape(value)}</td></tr>`,
  );
  const anchors = links.map(([label, url]) => `<a href="${escape(url)}">${escape(label)}</a>`);
  return [
    '<!doctype html><html><body style="font-family:sans-serif;color:#111">',
    name ? `<p>Hello ${escape(name)},</p>` : '',
    `<p>${escape(opening)}</p><table>${rows.join('')}</table>`,
    anchors.length > 0 ? `<p>${anchors.join(' · ')}</p>` : '',
    '</body></html>',
  ].join('');
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}
