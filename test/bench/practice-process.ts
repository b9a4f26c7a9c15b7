/** @file The practice bank in a process of its own, as a real server would be: its work is not counted as Mizan's. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

export const BENCH_CLIENT = { clientId: 'bench', clientSecret: 'bench-secret' } as const;

/** @returns its address, and how to stop it. */
export async function startPracticeProcess(transactions: number): Promise<{ baseUrl: string; stop(): void }> {
  const script = resolve(import.meta.dirname, '..', '..', 'scripts', 'sandbox.ts');
  const args = ['--port', '0', '--seed', '7', '--client-id', BENCH_CLIENT.clientId, '--client-secret', BENCH_CLIENT.clientSecret];
  const child = spawn(process.execPath, [script, ...args, '--transactions', String(transactions)], { stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
    if (address) return { baseUrl: address[0], stop: () => child.kill() };
  }
  throw new Error('the practice bank did not start');
}
