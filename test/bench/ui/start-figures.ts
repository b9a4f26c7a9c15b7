/** @file Cold start to a usable Overview, and memory at rest, beside a bare window of the same runtime and flags. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { atMost, type Figure, shown } from '../figures.ts';
import { median } from '../samples.ts';
import { treeMegabytes } from './process-memory.ts';
import type { SeededDesktop } from './seeded-desktop.ts';

const root = resolve(import.meta.dirname, '..', '..', '..');
const BARE = join(import.meta.dirname, 'bare-main.cjs');
const FLAGS = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--remote-debugging-port=0'];
/** Until garbage of the start is collected and nothing moves any more. */
const REST_MS = 6000;
/** For what a store is owed once a week: a full check and a copy. */
const SETTLE_MS = 20_000;
/** R30. */
const START_MS = 2000;
const START_RATIO = 1.5;
const MEMORY_RATIO = 1.5;
const MILLION_RATIO = 1.2;

type Started = { readonly ms: number; readonly megabytes: number };
type Program = { readonly target: string; readonly env: Readonly<Record<string, string>> };

async function devToolsPort(child: ChildProcess): Promise<string> {
  if (!child.stderr) throw new Error('nothing to read from');
  for await (const line of createInterface({ input: child.stderr })) {
    const port = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
    if (port !== undefined) return port;
  }
  throw new Error('the program ended before it listened');
}

/** When the title and all it loads stand there, by the page's own clock; of a page already there, when it was first painted. */
const READY_AT = `(async () => {
  const isReady = () => document.querySelector('main h1') !== null && document.querySelector('[aria-busy="true"]') === null;
  const [paint] = performance.getEntriesByName('first-contentful-paint');
  if (isReady() && paint) return performance.timeOrigin + paint.startTime;
  while (!isReady()) await new Promise((done) => requestAnimationFrame(done));
  await new Promise((done) => requestAnimationFrame(done));
  return performance.timeOrigin + performance.now();
})()`;

type Target = { readonly type: string; readonly url: string; readonly webSocketDebuggerUrl: string };

async function firstPage(port: string): Promise<Target> {
  for (;;) {
    const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as Target[]; // Chromium's own list
    const page = targets.find(({ type, url }) => type === 'page' && /^(app|data):/.test(url));
    if (page) return page;
    await pause(5);
  }
}

/** One question to the page, without anything else attached to it. undefined when the page went away under it, as it does while it is loading. */
async function evaluateIn({ webSocketDebuggerUrl }: Target, expression: string): Promise<number | undefined> {
  const socket = new WebSocket(webSocketDebuggerUrl);
  await once(socket, 'open');
  socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression, awaitPromise: true, returnByValue: true } }));
  const [message] = (await once(socket, 'message')) as [MessageEvent<string>];
  socket.close();
  return (JSON.parse(message.data) as { result?: { result?: { value?: number } } }).result?.result?.value; // the protocol's answer
}

async function readyAt(port: string): Promise<number> {
  for (;;) {
    const at = await evaluateIn(await firstPage(port), READY_AT);
    if (at !== undefined) return at;
    await pause(5);
  }
}

async function startOnce({ target, env }: Program, restMs = REST_MS): Promise<Started> {
  const began = Date.now();
  const child = spawn(process.env.ELECTRON_EXEC_PATH ?? '', [...FLAGS, target], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  try {
    const ms = (await readyAt(await devToolsPort(child))) - began;
    await pause(restMs);
    return { ms, megabytes: treeMegabytes(child.pid ?? 0) };
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

/** Each program once uncounted, then once per round, so that what else the machine does touches all of them alike. */
async function startInTurns(programs: Readonly<Record<string, Program>>, rounds: number): Promise<ReadonlyMap<string, Started>> {
  const samples = new Map<string, Started[]>(Object.keys(programs).map((name) => [name, []]));
  for (const program of Object.values(programs)) await startOnce(program, SETTLE_MS);
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, program] of Object.entries(programs)) samples.get(name)?.push(await startOnce(program));
  }
  const middle = (list: readonly Started[]): Started => ({
    ms: median(list.map((one) => one.ms)),
    megabytes: median(list.map((one) => one.megabytes)),
  });
  return new Map([...samples].map(([name, list]) => [name, middle(list)]));
}

export type StartSizes = { readonly empty: SeededDesktop; readonly small: SeededDesktop; readonly large: SeededDesktop };

export async function startFigures(sizes: StartSizes, rounds: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mizan-bare-'));
  const seeded = Object.entries(sizes).map(([name, { env }]) => [name, { target: root, env }] as const);
  const programs = { bare: { target: BARE, env: { MIZAN_USER_DATA: folder } }, ...Object.fromEntries(seeded) };
  const started = await startInTurns(programs, rounds);
  rmSync(folder, { recursive: true, force: true });
  const of = (name: string): Started => started.get(name) ?? { ms: Number.NaN, megabytes: Number.NaN };
  const [bare, empty, small, large] = [of('bare'), of('empty'), of('small'), of('large')];
  return [
    atMost('cold-start', small.ms / bare.ms, '× bare', START_RATIO),
    atMost('cold-start-1m', large.ms / small.ms, '× 100k', MILLION_RATIO),
    atMost('memory-100k', small.megabytes / bare.megabytes, '× bare', MEMORY_RATIO),
    atMost('memory-1m', large.megabytes / small.megabytes, '× 100k', MILLION_RATIO),
    ...[...started].flatMap(([name, { ms, megabytes }]) => [
      name === 'small' ? atMost('start-small', ms, 'ms', START_MS) : shown(`start-${name}`, ms, 'ms'),
      shown(`memory-${name}-total`, megabytes, 'MiB'),
    ]),
    shown('cold-start-empty', empty.ms / bare.ms, '× bare'),
  ];
}
