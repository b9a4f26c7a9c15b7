import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { firstFiles, PARTS } from './first-screen.ts';

const ROOT = join('/', 'project', 'renderer');

type Given = { readonly part?: string | undefined; readonly imports?: readonly string[]; readonly css?: readonly string[] };
const bundleOf = (chunks: Readonly<Record<string, Given>>) =>
  ({
    'icon.png': { type: 'asset' },
    ...Object.fromEntries(
      Object.entries(chunks).map(([fileName, { part, imports = [], css = [] }]) => [
        fileName,
        { type: 'chunk', fileName, imports, facadeModuleId: part ? join(ROOT, part) : null, viteMetadata: { importedCss: new Set(css) } },
      ]),
    ),
  }) as unknown as Parameters<typeof firstFiles>[0]; // the parts of a chunk that are read

it('names every part of the first screen and what it imports, once, and nothing else', () => {
  const bundle = bundleOf({
    'start.js': { part: PARTS[0], imports: ['shared.js'], css: ['start.css'] },
    'shared.js': { imports: ['start.js'], css: ['shared.css'] },
    'commands.js': { part: PARTS[1], imports: ['shared.js', 'calendar.js'] },
    'calendar.js': {},
    'overview.js': { part: PARTS[2], css: ['overview.css', 'shared.css'] },
    'plot.js': { part: PARTS[3] },
    'settings.js': { part: 'features/settings/public.ts', css: ['settings.css'] },
  });
  expect(firstFiles(bundle, ROOT)).toEqual({
    scripts: ['start.js', 'shared.js', 'commands.js', 'calendar.js', 'overview.js', 'plot.js'],
    styles: ['start.css', 'shared.css', 'overview.css'],
  });
});

it('stops the build when a part is no longer loaded on its own', () => {
  expect(() => firstFiles(bundleOf({ 'start.js': { part: PARTS[0] } }), ROOT)).toThrow('command-host.tsx is no part of its own any more');
});

it('knows the parts that the page itself marks as first', () => {
  const sources = resolve(import.meta.dirname, '..', '..', 'renderer');
  const marked = globSync('**/*.{ts,tsx}', { cwd: sources, exclude: (name) => name.includes('.test.') }).flatMap((name) => {
    const file = join(sources, name);
    const found = readFileSync(file, 'utf8').matchAll(/lazyPart\(\(\) => import\('([^']+)'\)[^;]*isFirst: true/g);
    return [...found].map(([, path = '']) => relative(sources, resolve(dirname(file), path)).replaceAll('\\', '/'));
  });
  expect(['app/start.tsx', ...marked].sort()).toEqual([...PARTS].sort());
});
