/** @file Repeated measurements and what is told of them. */

/** The smallest sample that so many percent of all do not exceed. @throws RangeError without samples */
export function percentile(samples: readonly number[], percent: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];
  if (found === undefined) throw new RangeError('no samples');
  return found;
}

export const median = (samples: readonly number[]): number => percentile(samples, 50);

export async function timed(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Milliseconds of each of `times` runs; what a first run warms up is not counted. */
export async function sample(times: number, work: (round: number) => unknown): Promise<number[]> {
  await work(0);
  const samples: number[] = [];
  for (let round = 0; round < times; round += 1) samples.push(await timed(() => work(round)));
  return samples;
}
