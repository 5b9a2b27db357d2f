import Handlebars from 'handlebars';

/** So many steps may a template take, and so many characters may come out of it. */
const MAX_STEPS = 20_000;
const MAX_LENGTH = 256 * 1024;

type Node = hbs.AST.Node;
type Path = hbs.AST.PathExpression;
type Block = hbs.AST.BlockStatement;
type Call = Pick<hbs.AST.MustacheStatement, 'params' | 'hash'> & { path: Path | hbs.AST.StringLiteral };

/** Where in the data a part of the template stands. */
interface Scope {
  /** The innermost value first: `../` goes one further. */
  contexts: unknown[];
  /** `@index`, `@key` and so on. */
  data: Record<string, unknown>;
  /** Names given with `as |name|`. */
  names: Record<string, unknown>;
}

/**
 * Fills in a template in the language of Handlebars. The library only reads the template here: its own rendering compiles it
 * into code that runs as long as it likes, and loops within loops, or partials that contain themselves, take for ever. So
 * the tree is walked with every step and every character counted, and there are no partials.
 *
 * @throws Error for a template that is wrong, or takes too much.
 */
export function renderTemplate(template: string, context: Record<string, unknown>): string {
  const rendering = new Rendering();
  const scope = { contexts: [context], data: { root: context }, names: {} };
  rendering.program(Handlebars.parse(template), scope);
  return rendering.output;
}

class Rendering {
  output = '';
  private steps = 0;

  program(program: hbs.AST.Program | undefined, scope: Scope): void {
    for (const statement of program?.body ?? []) this.statement(statement, scope);
  }

  private statement(node: Node, scope: Scope): void {
    this.step();
    switch (node.type) {
      case 'ContentStatement':
        return this.write((node as hbs.AST.ContentStatement).value);
      case 'CommentStatement':
        return;
      case 'MustacheStatement': {
        const { escaped, ...call } = node as Node & Call & { escaped: boolean };
        const text = textOf(this.called(call, scope));
        return this.write(escaped ? escape(text) : text);
      }
      case 'BlockStatement':
        return this.block(node as Block, scope);
      default:
        throw new Error(`${node.type} is not supported`);
    }
  }

  private write(text: string): void {
    this.output += text;
    if (this.output.length > MAX_LENGTH) throw new Error('the template writes too much');
  }

  private step(): void {
    if (++this.steps > MAX_STEPS) throw new Error('the template takes too long');
  }

  private block(block: Block, scope: Scope): void {
    const { program, inverse } = block;
    const [value] = block.params.map((param) => this.value(param, scope));
    switch (helperName(block)) {
      case 'if':
      case 'unless': {
        const includeZero = this.option(block, 'includeZero', scope);
        const isTrue = !((!includeZero && !value) || isEmpty(value));
        return this.program(isTrue === (helperName(block) === 'if') ? program : inverse, scope);
      }
      case 'with':
        return isEmpty(value) ? this.program(inverse, scope) : this.inside(program, scope, value, [value]);
      case 'each':
        return this.each(block, value, scope);
      default:
        return this.section(block, this.called(block, scope), scope);
    }
  }

  /** `{{#name}}`: a list is walked through, an object entered, and anything else asked whether it is there. */
  private section(block: Block, value: unknown, scope: Scope): void {
    if (Array.isArray(value) && value.length > 0) this.each(block, value, scope);
    else if (value === true) this.program(block.program, scope);
    else if (value === false || (isEmpty(value) && typeof value !== 'string')) this.program(block.inverse, scope);
    else this.inside(block.program, scope, value, []);
  }

  private each({ program, inverse }: Block, list: unknown, scope: Scope): void {
    const entries = typeof list === 'object' && list !== null ? Object.entries(list) : [];
    if (entries.length === 0) return this.program(inverse, scope);
    entries.forEach(([name, value], index) => {
      this.step();
      const key = Array.isArray(list) ? index : name;
      const place = { key, index, first: index === 0, last: index === entries.length - 1 };
      this.inside(program, { ...scope, data: { ...scope.data, ...place, parent: scope.data } }, value, [value, key]);
    });
  }

  private inside(program: hbs.AST.Program | undefined, scope: Scope, context: unknown, named: unknown[]): void {
    const contexts = context === scope.contexts[0] ? scope.contexts : [context, ...scope.contexts];
    const given = (program?.blockParams ?? []).map((name, index) => [name, named[index]]);
    this.program(program, { ...scope, contexts, names: { ...scope.names, ...Object.fromEntries(given) } });
  }

  /** The value of a path, or of a helper that is called with parameters. */
  private called(call: Call, scope: Scope): unknown {
    const name = helperName(call);
    const [one, other] = call.params.map((param) => this.value(param, scope));
    if (name === 'lookup') return one ? propertyOf(one, String(other)) : one;
    if (name === 'log') return undefined;
    if (call.params.length > 0 || call.hash || name !== undefined) throw new Error('there is no such helper');
    // `{{"a name"}}` is the value of that name.
    const { path } = call;
    return path.type === 'PathExpression'
      ? this.value(path, scope)
      : propertyOf(scope.contexts[0], String(path.original));
  }

  private value(node: Node, scope: Scope): unknown {
    this.step();
    switch (node.type) {
      case 'PathExpression':
        return valueAt(node as Path, scope);
      case 'SubExpression':
        return this.called(node as hbs.AST.SubExpression, scope);
      case 'NullLiteral':
        return null;
      case 'UndefinedLiteral':
        return undefined;
      default:
        return (node as hbs.AST.StringLiteral).value;
    }
  }

  private option({ hash }: Call, name: string, scope: Scope): unknown {
    const pair = (hash as hbs.AST.Hash | undefined)?.pairs.find(({ key }) => key === name);
    return pair && this.value(pair.value, scope);
  }
}

const HELPERS = ['if', 'unless', 'each', 'with', 'lookup', 'log'];

/** The name when it is that of a helper; names such as `this.if` and `../if` are values. */
function helperName({ path }: Call): string | undefined {
  return HELPERS.find((name) => name === path.original);
}

function valueAt({ data, depth, parts, original }: Path, { contexts, data: around, names }: Scope): unknown {
  const keys = parts.map(String);
  const [first = ''] = keys;
  if (data) return keys.reduce(propertyOf, outwards(around, depth));
  const isNamed = depth === 0 && Object.hasOwn(names, first) && !/^(this\b|\.)/.test(original);
  return keys.reduce(propertyOf, isNamed ? names : contexts[depth]);
}

/** What surrounds so many loops further out. */
function outwards(data: Record<string, unknown>, depth: number): unknown {
  return depth === 0 ? data : outwards((data['parent'] ?? {}) as Record<string, unknown>, depth - 1);
}

/** Own properties only: nothing of the language can be reached. */
function propertyOf(value: unknown, key: string): unknown {
  if (value === null || value === undefined || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : !value && value !== 0;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(textOf).join(',');
  return typeof value === 'object' ? '[object Object]' : String(value as string);
}

const ESCAPES: Record<string, string> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;', '`': '&#x60;', '=': '&#x3D;' },
};

const escape = (text: string): string => text.replace(/[&<>"'`=]/g, (character) => ESCAPES[character] as string);
