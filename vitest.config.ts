import { defineConfig } from 'vitest/config';

/** Modules that keep nothing between tests: their files share a process, which is a third quicker than one for each. */
const SHARED_PROCESS = [
  'electron/{features,misconnect,platform,sandbox}/**/*.test.ts',
  'shared/**/*.test.ts',
  'scripts/**/*.test.ts',
  'test/bench/**/*.test.ts',
  'test/contract/**/*.test.ts',
];
const KEYRING = '**/*.keyring.test.ts';

export default defineConfig({
  test: {
    // All processors: left to itself the runner keeps one free, which on a machine of two is half.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['electron/**/*.test.ts', 'test/integration/**/*.test.ts'],
          exclude: [KEYRING, ...SHARED_PROCESS],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'plain',
          environment: 'node',
          include: SHARED_PROCESS,
          exclude: [KEYRING],
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        // Needs a session bus with an unlocked keyring; scripts/test.mjs provides it.
        test: { name: 'keyring', environment: 'node', include: ['electron/**/*.keyring.test.ts'], testTimeout: 30_000 },
      },
      {
        // Hours of a bank's life: `npm run test:long` runs them.
        test: { name: 'long', environment: 'node', include: ['test/long/**/*.test.ts'], testTimeout: 2_400_000 },
      },
      {
        test: {
          name: 'renderer',
          environment: 'jsdom',
          include: ['renderer/**/*.test.{ts,tsx}'],
          setupFiles: ['test/setup-dom.ts'],
          testTimeout: 20_000,
        },
      },
    ],
  },
});
