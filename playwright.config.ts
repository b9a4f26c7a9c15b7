import { defineConfig } from '@playwright/test';

/** Run inside a desktop of its own: `node scripts/with-desktop.mjs playwright test` (see scripts/test.mjs). */
export default defineConfig({
  projects: [
    { name: 'e2e', testDir: 'test/e2e' },
    { name: 'electron', testDir: 'test/electron' },
    // Wants the package that scripts/test-package.mjs builds.
    { name: 'package', testDir: 'test/package' },
  ],
  outputDir: '.cache/playwright',
  // One screen, one keyring, and instances that must not meet: one at a time.
  workers: 1,
  fullyParallel: false,
  // A test that passes the second time has found something.
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['line']],
});
