/** @file Static build of the preview: `vite build -c test/harness/preview/vite.config.ts --outDir <folder>`, then serve the folder. */
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// biome-ignore lint/style/noDefaultExport: vite reads the default export
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: { target: 'chrome140', assetsInlineLimit: 0, emptyOutDir: true, outDir: resolve(import.meta.dirname, '../../../.cache/preview') },
});
