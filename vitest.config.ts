import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // All processors: left to itself the runner keeps one free, which on a machine of two is half.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: [
            'electron/**/*.test.ts',
            'shared/**/*.test.ts',
            'scripts/**/*.test.ts',
            'test/bench/**/*.test.ts',
            'test/contract/**/*.test.ts',
            'test/integration/**/*.test.ts',
          ],
          exclude: ['**/*.keyring.test.ts'],
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
