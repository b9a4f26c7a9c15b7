/**
 * @file `npm run demo`: the main job without a window. Starts the practice bank (or takes the server named), connects
 * through the widget, reads into a temporary encrypted store and prints what is there. Secrets stay in memory.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Core, createCore } from '../electron/core/compose.ts';
import { fixedClock, systemClock, systemRandom } from '../electron/core/system.ts';
import { createMemorySecretStore } from '../electron/features/secrets/memory-secret-store.ts';
import { createNodeHttp } from '../electron/platform/node-http.ts';
import type { Log } from '../electron/ports/log.ts';
import { createPracticeBank } from '../electron/sandbox/practice-bank.ts';
import type { Widget } from './demo/flows.ts';
import { type DemoOptions, parseDemoOptions, type Step, USAGE, UsageError } from './demo/options.ts';
import { summarise } from './demo/report.ts';
import { createWalk, type Walk } from './demo/walk.ts';
import { endOnSignals } from './lib/process-tree.mjs';

const say = (text: string) => process.stderr.write(`${text}\n`);

/** Warnings reach stderr; everything else would drown the answer. */
const log: Log = {
  info: () => undefined,
  warn: (event, fields) => say(`warning: ${event} ${JSON.stringify(fields ?? {})}`),
  error: (event, fields) => say(`error: ${event} ${JSON.stringify(fields ?? {})}`),
};

type Server = NonNullable<DemoOptions['server']> & { close(): Promise<void> };

async function startServer(options: DemoOptions): Promise<Server> {
  if (options.server) return { ...options.server, close: async () => undefined };
  say('Starting the practice bank…');
  const credentials = { clientId: 'demo', clientSecret: Buffer.from(systemRandom.bytes(24)).toString('base64url') };
  const bank = createPracticeBank({
    ...credentials,
    seed: options.seed,
    profile: options.profile,
    ...(options.now !== undefined && { now: options.now }),
    ...(options.transactions !== undefined && { transactions: options.transactions }),
  });
  const listening = await bank.listen(0);
  return { ...credentials, baseUrl: listening.baseUrl, close: () => listening.close() };
}

async function openCore(options: DemoOptions, server: Server, dataDir: string, widget: Widget): Promise<Core> {
  return createCore(
    {
      http: createNodeHttp(),
      secrets: createMemorySecretStore(),
      opener: {
        open: async (url) => {
          widget.location = url;
        },
      },
      scheme: { scheme: 'app.mizan.desktop', isRegistered: async () => false },
      clock: options.now === undefined ? systemClock : fixedClock(Date.parse(options.now)),
      random: systemRandom,
      log,
    },
    {
      dataDir,
      version: 'demo',
      runtime: 'node',
      systemLanguage: 'en',
      practice: { baseUrl: server.baseUrl, clientId: server.clientId, clientSecret: server.clientSecret },
      isAutomatic: false,
    },
  );
}

async function runSteps(walk: Walk, steps: readonly Step[], isJson: boolean): Promise<void> {
  for (const step of steps) await walk.step(step);
  const told = await walk.finish();
  if (isJson) process.stdout.write(`${JSON.stringify(told.map(({ report }) => report))}\n`);
  else for (const one of told) process.stdout.write(`\n${summarise(one)}`);
}

async function runDefault(walk: Walk, isJson: boolean): Promise<void> {
  const started = performance.now();
  await walk.connectAll();
  const connected = performance.now();
  await walk.sync();
  const timings = { connectMs: connected - started, syncMs: performance.now() - connected };
  const [told] = await walk.finish();
  if (!told) return;
  process.stdout.write(isJson ? `${JSON.stringify(told.report)}\n` : `\n${summarise(told, timings)}`);
}

async function main(options: DemoOptions): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mizan-demo-'));
  const remove = () => rmSync(dataDir, { recursive: true, force: true });
  process.once('exit', remove);
  endOnSignals();
  try {
    const server = await startServer(options);
    const widget: Widget = { location: undefined };
    const core = await openCore(options, server, dataDir, widget);
    try {
      const walk = createWalk(core, options, widget, say);
      await (options.steps ? runSteps(walk, options.steps, options.isJson) : runDefault(walk, options.isJson));
    } finally {
      await core.close();
      await server.close();
    }
  } finally {
    remove();
  }
}

try {
  const options = parseDemoOptions(process.argv.slice(2));
  if (options) await main(options);
  else process.stdout.write(`${USAGE}\n`);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  // Not the whole page: it would push what was wrong off the screen.
  say(`${error.message}\nnpm run -s demo -- --help tells what there is.`);
  process.exitCode = 2;
}
