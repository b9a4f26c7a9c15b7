import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { preloadFirstScreen } from './scripts/lib/first-screen.ts';
import { thirdPartyNotices } from './scripts/lib/third-party.ts';

const root = import.meta.dirname;
const out = resolve(root, 'out');
const notices = join(out, 'main', 'third-party-notices.json');
const inModules = (names: readonly string[]) => names.map((name) => join(root, 'node_modules', name));
const native = inModules(['better-sqlite3', 'keytar']);
/** Files of style sheets are no modules. */
const fonts = inModules(['@fontsource/ibm-plex-sans-arabic', '@fontsource-variable/inter']);
const pinned: { devDependencies: { electron: string } } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Writes the names of all files of the page; `app://bundle` answers these and no others (S4). */
function rendererManifest(): Plugin {
  return {
    name: 'mizan-renderer-manifest',
    async writeBundle(_options, bundle) {
      await mkdir(out, { recursive: true });
      await writeFile(join(out, 'renderer-manifest.json'), JSON.stringify(Object.keys(bundle).sort(), null, 1));
    },
  };
}

const FFLATE_REQUIRE = ["var require = createRequire('/');", "(_a = require('worker_threads')"] as const;

/**
 * fflate (of the workbook writer) declares a `require` of its own, and electron-vite puts one at the top of every module that uses
 * the word: the core would not even parse.
 */
function renameRequireOfFflate(): Plugin {
  return {
    name: 'mizan-fflate-require',
    transform(code, id) {
      if (!id.replaceAll('\\', '/').endsWith('/fflate/esm/index.mjs')) return undefined;
      if (!FFLATE_REQUIRE.every((text) => code.includes(text))) throw new Error('fflate has changed: does it still declare a require?');
      return FFLATE_REQUIRE.reduce((text, part) => text.replace(part, part.replace('require', 'requireNode')), code);
    },
  };
}

export default defineConfig({
  main: {
    plugins: [renameRequireOfFflate(), thirdPartyNotices({ path: notices, isFirst: true, asTheyAre: native })],
    define: { MIZAN_PINNED_ELECTRON: JSON.stringify(pinned.devDependencies.electron) },
    build: {
      target: 'node24',
      outDir: join(out, 'main'),
      rolldownOptions: {
        input: {
          index: resolve(root, 'electron/main/index.ts'),
          'core-worker': resolve(root, 'electron/core/worker.ts'),
          'store-worker': resolve(root, 'electron/core/store-worker.ts'),
          'sandbox-worker': resolve(root, 'electron/sandbox/worker.ts'),
          'keychain-names': resolve(root, 'electron/platform/keychain-names-process.ts'),
        },
      },
    },
  },
  preload: {
    plugins: [thirdPartyNotices({ path: notices })],
    build: {
      outDir: join(out, 'preload'),
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve(root, 'electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'renderer'),
    plugins: [
      react(),
      rendererManifest(),
      preloadFirstScreen(resolve(root, 'renderer')),
      thirdPartyNotices({ path: notices, asTheyAre: fonts }),
    ],
    build: {
      target: 'chrome142',
      outDir: join(out, 'renderer'),
      minify: true,
      // Small fonts stay files: `font-src 'self'` refuses data: addresses.
      assetsInlineLimit: 0,
      rolldownOptions: { input: resolve(root, 'renderer/index.html') },
    },
  },
});
