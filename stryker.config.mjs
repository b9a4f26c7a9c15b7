/** @file Mutation testing: scripts/test-mutation.mjs names module, tests and files. */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  // TypeScript 7 has no programming interface, with which Stryker would rewrite it; nothing here reads it.
  tsconfigFile: 'none.json',
  coverageAnalysis: 'perTest',
  concurrency: 1,
  incremental: true,
  ignorePatterns: ['/dist', '/out', '/.cache', '/screenshots', '/docs', '/.github'],
  tempDirName: '.cache/mutation/tree',
  reporters: ['json'],
  jsonReporter: { fileName: process.env.MIZAN_MUTATION_REPORT ?? '.cache/mutation/report.json' },
  timeoutMS: 10_000,
  allowEmpty: false,
  // Scores are judged per module by the script.
  thresholds: { high: 95, low: 85, break: null },
};
