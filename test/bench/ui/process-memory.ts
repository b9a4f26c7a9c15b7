/** @file Memory of a process and everything it started: the proportional share (PSS), so that pages they share count once. Linux. */
import { readdirSync, readFileSync } from 'node:fs';

function parents(): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // The name of the program stands in brackets and may hold anything.
      const [, parent] = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      found.set(Number(name), Number(parent));
    } catch {
      // Ended meanwhile.
    }
  }
  return found;
}

export function processTree(pid: number, parentOf: ReadonlyMap<number, number> = parents()): number[] {
  const children = [...parentOf].filter(([, parent]) => parent === pid).map(([child]) => child);
  return [pid, ...children.flatMap((child) => processTree(child, parentOf))];
}

export function pssKilobytes(rollup: string): number {
  return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0);
}

export function treeMegabytes(pid: number): number {
  const kilobytes = processTree(pid).reduce((sum, one) => {
    try {
      return sum + pssKilobytes(readFileSync(`/proc/${one}/smaps_rollup`, 'utf8'));
    } catch {
      return sum; // ended meanwhile
    }
  }, 0);
  return kilobytes / 1024;
}
