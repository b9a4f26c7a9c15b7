import { defineConfig } from 'vitest/config';

/** For Stryker: one module's tests, named by scripts/test-mutation.mjs; a process per run and no other, because others use this machine too. */
export default defineConfig({
  test: {
    environment: 'node',
    include: process.env.MIZAN_MUTATION_TESTS?.split(' ') ?? [],
    testTimeout: 20_000,
  },
});
