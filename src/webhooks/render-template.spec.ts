import fc from 'fast-check';
import Handlebars from 'handlebars';
import { renderTemplate } from './render-template.js';

const CONTEXT = {
  triggerEvent: 'BOOKING_CREATED',
  title: 'Tea & "biscuits" <now> \'or\' `later` = x',
  empty: '',
  zero: 0,
  yes: true,
  no: false,
  nothing: null,
  organizer: { name: 'Ann', language: { locale: 'en' } },
  attendees: [
    { name: 'Bob', tags: ['a', 'b'] },
    { name: 'Eve', tags: [] },
  ],
  none: [],
  responses: { name: { label: 'your_name', value: 'Bob' }, notes: { label: 'notes', value: '' } },
};

/** Nothing of the language can be reached, and nobody is warned of it. */
const QUIET = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false };

/** How the library itself fills it in. */
const byLibrary = (template: string): string => Handlebars.compile(template)(CONTEXT, QUIET);

describe('renderTemplate', () => {
  it.each([
    '{{title}} {{{title}}} {{&title}}',
    '{{organizer.name}} {{organizer.language.locale}} {{attendees.0.name}} {{attendees.[1].name}} {{attendees.length}}',
    '{{missing}} {{missing.deeper}} {{nothing}} {{zero}} {{no}} {{yes}} {{empty}} {{{zero}}}{{{no}}}',
    '{{organizer}} {{attendees}} {{none}} {{attendees.0.tags}}',
    '{{"title"}} {{this.title}} {{./title}} {{[title]}} {{organizer/name}}',
    '{{#each attendees}}{{@index}} {{@first}} {{@last}} {{@key}} {{name}} {{../triggerEvent}} {{@root.zero}};{{/each}}',
    '{{#each responses}}{{@key}}: {{label}}={{value}}{{#unless @last}}, {{/unless}}{{/each}}',
    '{{#each attendees}}{{#each tags}}{{this}}{{@index}}{{@../index}}{{../name}}{{../../triggerEvent}}{{/each}}{{else}}x{{/each}}',
    '{{#each none}}x{{else}}nobody{{/each}}{{#each missing}}x{{else}}nothing{{/each}}{{#each title}}x{{else}}text{{/each}}',
    '{{#if yes}}1{{/if}}{{#if no}}2{{else}}3{{/if}}{{#if none}}4{{else}}5{{/if}}{{#if zero}}6{{else}}7{{/if}}',
    '{{#if zero includeZero=true}}1{{else}}2{{/if}}{{#if empty}}3{{else if yes}}4{{else}}5{{/if}}{{#if organizer}}6{{/if}}',
    '{{#unless no}}1{{else}}2{{/unless}}{{#unless attendees}}3{{else}}4{{/unless}}',
    '{{#with organizer}}{{name}} {{../title}}{{/with}}{{#with missing}}x{{else}}y{{/with}}{{#with organizer as |o|}}{{o.name}}{{/with}}',
    '{{#each attendees as |who place|}}{{who.name}}{{place}}{{#if yes}}{{../triggerEvent}}{{/if}}{{/each}}',
    '{{#organizer}}{{name}}{{../title}}{{/organizer}}{{#attendees}}{{name}}{{@index}}{{/attendees}}{{#none}}x{{else}}y{{/none}}',
    '{{#yes}}{{title}}{{/yes}}{{#no}}x{{/no}}{{#missing}}x{{else}}y{{/missing}}{{^no}}z{{/no}}{{^attendees}}w{{/attendees}}',
    '{{#zero}}zero{{/zero}}{{#empty}}empty{{else}}none{{/empty}}{{#title}}{{length}}{{/title}}',
    '{{lookup organizer "name"}} {{lookup attendees 1}} {{#with (lookup attendees 0)}}{{name}}{{/with}} {{lookup missing "x"}}',
    'a {{~title~}} b {{! a comment }}{{!-- {{another}} --}}c \\{{title}} {{{{raw}}}}{{{{/raw}}}}'.replace(
      /\{\{\{\{.*$/,
      '',
    ),
    '{{#if yes}}\n  line\n{{/if}}\n{{#each attendees}}\n  {{name}}\n{{/each}}\n',
    '{{constructor}} {{constructor.name}} {{__proto__}} {{toString}} {{organizer.constructor.name}} {{title.constructor}}',
    '{{lookup this "constructor"}}{{#with "text"}}{{constructor.name}}{{length}}{{/with}}',
    '{{#each attendees}}{{this.name}}{{./name}}{{@root.organizer.name}}{{/each}}',
  ])('does as the library does: %s', (template) => {
    expect(renderTemplate(template, CONTEXT)).toBe(byLibrary(template));
  });

  it('does as the library does with any combination', () => {
    const path = fc.constantFrom(
      ...['title', 'this', 'name', '../title', 'attendees', 'organizer', 'none', 'zero', 'no', 'nothing', 'missing'],
      ...['attendees.[0]', 'organizer.language', '@index', '@key', '@root.title', '../this', 'tags', '@last', 'empty'],
    );
    const { template } = fc.letrec<{ template: string; part: string }>((tie) => ({
      template: fc.array(tie('part'), { maxLength: 3, depthIdentifier: 'd' }).map((parts) => parts.join(' ')),
      part: fc.oneof(
        { maxDepth: 3, depthIdentifier: 'd' },
        path.map((name) => `{{${name}}}`),
        path.map((name) => `{{{${name}}}}`),
        fc
          .tuple(fc.constantFrom('#each', '#if', '#unless', '#with'), path, tie('template'), tie('template'))
          .map(([word, name, one, other]) => `{{${word} ${name}}}${one}{{else}}${other}{{/${word.slice(1)}}}`),
        fc
          .tuple(fc.constantFrom('attendees', 'organizer', 'none', 'no', 'yes', 'title', 'zero'), tie('template'))
          .map(([name, inner]) => `{{#${name}}}${inner}{{/${name}}}`),
      ),
    }));
    fc.assert(
      fc.property(template, (text) => {
        expect(renderTemplate(text, CONTEXT)).toBe(byLibrary(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['a partial', '{{> other}}'],
    ['a partial within itself', '{{#*inline "x"}}{{> x}}{{> x}}{{/inline}}{{> x}}'],
    ['a helper that is not there', '{{shout title}}'],
    ['what is not closed', '{{#if yes}}'],
    ['what is no expression', '{{'],
    ['loops within loops', '{{#each list}}'.repeat(6) + '{{@index}}' + '{{/each}}'.repeat(6)],
    ['the same long text again and again', '{{{long}}}'.repeat(2_000)],
    ['what is too long', 'x'.repeat(10_001)],
    ['more placeholders than anybody needs', '{{a}}'.repeat(1_001)],
    ['hundreds of blocks in blocks', '{{#if yes}}'.repeat(300) + '{{/if}}'.repeat(300)],
  ])('refuses %s, and soon', (_, template) => {
    const start = performance.now();
    const context = { ...CONTEXT, list: Array.from({ length: 30 }, () => ({})), long: 'x'.repeat(50_000) };
    context.list.forEach((item) => Object.assign(item, { list: context.list }));
    expect(() => renderTemplate(template, context)).toThrow();
    expect(performance.now() - start).toBeLessThan(1_500);
  });

  it.each(['{', '{{', '{{{{', '{{a', '{{!--', '\\', '\\{{', ' \n', '{{#a}}\n', '{{~a~}} ', '{{a.', '{{#a}}{{/a}}'])(
    'reads as many %j as are allowed in a moment',
    (text) => {
      const start = performance.now();
      try {
        renderTemplate(text.repeat(Math.min(10_000 / text.length, text.startsWith('{{#') ? 200 : 1_000)), CONTEXT);
      } catch {
        // Whether it is right does not matter.
      }
      expect(performance.now() - start).toBeLessThan(1_000);
    },
  );
});
