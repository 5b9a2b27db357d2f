import { toSafeHtml } from './markdown.js';

describe('the HTML of a description', () => {
  it('has the paragraphs and the emphasis of Markdown', () => {
    expect(toSafeHtml('A first talk')).toBe('<p>A first talk</p>\n');
    expect(toSafeHtml('**Bring** questions\nand tea')).toBe('<p><strong>Bring</strong> questions<br>\nand tea</p>\n');
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](data:text/html,x)',
  ])('runs nothing of %s', (text) => {
    expect(toSafeHtml(text)).not.toMatch(/<(script|img)|href/);
  });

  it('does not spend its time on texts that are no descriptions', () => {
    const text = `<b>${'*a_ '.repeat(5_000)}`;
    expect(toSafeHtml(text)).toBe(`<p>&lt;b&gt;${text.slice(3)}</p>\n`);
  });

  it('is nothing for no text', () => {
    expect(toSafeHtml('')).toBe('');
  });
});
