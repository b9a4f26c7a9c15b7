import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { processTree, pssKilobytes, treeMegabytes } from './process-memory.ts';

describe('memory of a process tree', () => {
  it('takes the proportional share and nothing else from what the kernel tells', () => {
    const rollup = '00400000-7ffd [rollup]\nRss:               51200 kB\nPss:               20480 kB\nPss_Anon:          10240 kB\n';
    expect(pssKilobytes(rollup)).toBe(20_480);
    expect(pssKilobytes('')).toBe(0);
  });

  it('counts children and their children, and nobody else', () => {
    const parentOf = new Map([
      [2, 1],
      [3, 2],
      [4, 1],
      [9, 8],
    ]);
    expect(processTree(1, parentOf).toSorted()).toEqual([1, 2, 3, 4]);
  });

  it.runIf(process.platform === 'linux')('finds a real child, whose memory adds to ours', async () => {
    const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)'], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      await once(child.stdout, 'data');
      const own = treeMegabytes(child.pid ?? 0);
      expect(processTree(process.pid)).toContain(child.pid);
      expect(own).toBeGreaterThan(5);
      expect(treeMegabytes(process.pid)).toBeGreaterThan(own);
    } finally {
      child.kill();
    }
  });
});
