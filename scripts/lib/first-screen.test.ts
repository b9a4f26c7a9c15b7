import { join } from 'node:path';
import { expect, it } from 'vitest';
import { firstFiles } from './first-screen.ts';

const ROOT = join('/', 'project', 'renderer');
const PARTS = ['app/start.tsx', 'app/actions/command-host.tsx', 'features/overview/public.ts', 'charts/balance-plot.tsx'];

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
