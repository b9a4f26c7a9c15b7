/** @file The practice bank in a process of its own, as a real server would be: its work is not counted as Mizan's. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';

export const BENCH_CLIENT = { clientId: 'bench', clientSecret: 'bench-secret' } as const;
export const BENCH_NOW = '2026-11-07T11:07:00Z';

/** @returns its address, and how to stop it. */
export async function startPracticeProcess(transactions: number): Promise<{ baseUrl: string; stop(): void }> {
  const script = resolve(import.meta.dirname, '..', '..', 'scripts', 'sandbox.ts');
  const args = ['--port', '0', '--seed', '7', '--client-id', BENCH_CLIENT.clientId, '--client-secret', BENCH_CLIENT.clientSecret, '--now', BENCH_NOW];
  const child = spawn(process.execPath, [script, ...args, '--transactions', String(transactions)], { stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
    if (address) return { baseUrl: address[0], stop: () => child.kill() };
  }
  throw new Error('the practice bank did not start');
}

/** Completes the widget for every bank as the practice bank's test control does, and returns the redirect. */
export async function completeWidget(baseUrl: string, location: string): Promise<string> {
  const answer = await fetch(`${baseUrl}/__practice/complete`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ location, saveSecrets: true }),
  });
  const { redirect } = (await answer.json()) as { redirect: string }; // the control's documented answer
  return redirect;
}
