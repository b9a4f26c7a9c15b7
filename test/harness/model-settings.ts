/**
 * @file How often a model-based test runs, and from which seed. `npm run test:long` asks for more runs; `MIZAN_MODEL_SEED` repeats
 * what an earlier run printed.
 */

const chosenSeed = (): number =>
  process.env.MIZAN_MODEL_SEED === undefined ? Math.trunc(Math.random() * 2 ** 31) : Number(process.env.MIZAN_MODEL_SEED);

/** For a world that is lived through once. */
export function modelSeed(name: string): number {
  const seed = chosenSeed();
  console.info(`${name}: seed ${seed}`);
  return seed;
}

/** @param shortRuns what `npm test` runs */
export function modelSettings(name: string, shortRuns: number): { readonly numRuns: number; readonly seed: number } {
  const asked = Number(process.env.MIZAN_MODEL_RUNS ?? 0);
  const numRuns = Math.max(shortRuns, Number.isSafeInteger(asked) ? asked : 0);
  const seed = chosenSeed();
  console.info(`model ${name}: ${numRuns} runs, seed ${seed}`);
  return { numRuns, seed };
}
