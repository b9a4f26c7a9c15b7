/** @file Every text is used by some code, and every text that code asks for is there. Keys are found in the sources as they are written there. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

type Tree = { readonly [key: string]: string | Tree };
const root = resolve(import.meta.dirname, '../..');
const PLURAL = /_(zero|one|two|few|many|other)$/;
/** Texts main and the core read from the files as objects; the last part of a key is the name of a property there. */
const READ_AS_OBJECTS: ReadonlySet<string> = new Set(['consent', 'notifications', 'shell']);

const leaves = (tree: Tree, path = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [path + key] : leaves(value, `${path}${key}.`)));

function keysOf(file: string): string[] {
  const tree = JSON.parse(readFileSync(join(import.meta.dirname, 'en', file), 'utf8')) as Tree; // our own file
  return [...new Set(leaves(tree).map((key) => `${file.replace('.json', '')}.${key.replace(PLURAL, '')}`))];
}

function sourceOf(folders: readonly string[]): string {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/\.(test|spec)\./.test(name))
      .map((name) => readFileSync(join(root, folder, name), 'utf8')),
  );
  return files.join('\n').replaceAll(/^\s*(?:\/?\*|\/\/).*$/gm, '');
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The parts of a template between its holes; `${` may stand in a hole again. */
function literalParts(template: string): string[] {
  const parts = [''];
  for (let at = 0, depth = 0; at < template.length; at += 1) {
    const opens = template.startsWith('${', at) || (depth > 0 && template[at] === '{');
    if (opens) {
      if (depth === 0) parts.push('');
      depth += 1;
      if (template[at] === '$') at += 1;
    } else if (depth > 0 && template[at] === '}') depth -= 1;
    else if (depth === 0) parts.push(`${parts.pop() ?? ''}${template[at]}`);
  }
  return parts;
}

const source = sourceOf(['renderer', 'electron', 'shared']);
const written = new Set([...source.matchAll(/['"`]([\w-]+(?:\.[\w-]+)+)['"`]/g)].map((match) => match[1]));
const templates = [...source.matchAll(/`([^`\n]*\$\{[^`\n]*)`/g)].map((match) => literalParts(match[1] ?? ''));
/** `errors.${code}.title` */
const patterns = templates
  .filter(([first]) => /^[a-z-]+\.(?:[\w-]+\.?)*$/.test(first ?? ''))
  .map((parts) => new RegExp(`^${parts.map(escaped).join('[\\w.-]+')}$`));
/** `${words}.title`, where what comes before is written elsewhere. */
const endings = new Set(templates.filter((parts) => parts.length === 2 && parts[0] === '').map((parts) => parts[1]));

function isUsed(key: string): boolean {
  if (written.has(key) || patterns.some((pattern) => pattern.test(key))) return true;
  const lastDot = key.lastIndexOf('.');
  if (endings.has(key.slice(lastDot)) && written.has(key.slice(0, lastDot))) return true;
  const [domain = ''] = key.split('.');
  const name = key.slice(lastDot + 1);
  return READ_AS_OBJECTS.has(domain) && new RegExp(`[.\\['"\`]${escaped(name)}\\b`).test(source);
}

const files = readdirSync(join(import.meta.dirname, 'en'));
const known = new Set(files.flatMap(keysOf));

describe('keys of the locale files', () => {
  it.each(files)('%s has no text that nothing shows', (file) => {
    expect(keysOf(file).filter((key) => !isUsed(key))).toEqual([]);
  });

  it('are there for every text the page asks for by its whole name', () => {
    const asked = [...sourceOf(['renderer']).matchAll(/\bt\(\s*'([\w-]+(?:\.[\w-]+)+)'/g)].map((match) => match[1] ?? '');
    expect(asked.length).toBeGreaterThan(500);
    expect([...new Set(asked)].filter((key) => !known.has(key))).toEqual([]);
  });

  it('are there for every name with holes', () => {
    const domains = new Set(files.map((file) => file.replace('.json', '')));
    const open = patterns.filter((pattern) => domains.has(/^\^([a-z-]+)/.exec(pattern.source)?.[1] ?? ''));
    expect(open.filter((pattern) => ![...known].some((key) => pattern.test(key))).map((pattern) => pattern.source)).toEqual([]);
  });
});
