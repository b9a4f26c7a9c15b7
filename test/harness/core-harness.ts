/** @file A whole core under plain Node, with a real store and real HTTP, towards any server of the provider's API. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Core, type CorePorts, createCore } from '../../electron/core/compose.ts';
import { fixedClock, systemClock, systemRandom } from '../../electron/core/system.ts';
import { createMemorySecretStore } from '../../electron/features/secrets/memory-secret-store.ts';
import { createNodeHttp } from '../../electron/platform/node-http.ts';
import type { Input, OpName, Output } from '../../shared/contract/index.ts';
import { AppError } from '../../shared/errors.ts';

export type CoreServer = { readonly baseUrl: string; readonly clientId: string; readonly clientSecret: string };
type Flow = Output<'connections.flow'>;

export type CoreHarness = {
  readonly dataDir: string;
  readonly secrets: CorePorts['secrets'];
  core(): Core;
  /** Asks as the window would. @throws AppError with the reply's code */
  ask<N extends OpName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** Starts a connect flow over the loopback channel. @returns the flow and the widget's address */
  openWidget(): Promise<{ flow: Flow; location: string }>;
  /** Connects through `pass`, which gets the widget's address and returns where the widget redirects to. */
  connect(pass: (location: string) => Promise<string>): Promise<Flow>;
  /** Closes the core and opens it again over the same files and secrets, towards `server` (default: the same). */
  restart(server?: CoreServer): Promise<void>;
  close(): Promise<void>;
};

/** Follows a redirect to the loopback listener, as the browser does. */
export async function followToMizan(redirect: string): Promise<number> {
  const answer = await fetch(redirect, { redirect: 'manual' });
  await answer.arrayBuffer();
  return answer.status;
}

export async function startCoreHarness(
  server: CoreServer,
  options: { now?: string; ports?: Partial<CorePorts>; isAutomatic?: boolean },
): Promise<CoreHarness> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mizan-core-'));
  const secrets = options.ports?.secrets ?? createMemorySecretStore();
  let location = '';
  const open = (towards: CoreServer) =>
    createCore(
      {
        http: createNodeHttp(),
        secrets,
        opener: {
          open: async (url) => {
            location = url;
          },
        },
        scheme: { scheme: 'app.mizan.desktop', isRegistered: async () => false },
        clock: options.now === undefined ? systemClock : fixedClock(Date.parse(options.now)),
        random: systemRandom,
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
        ...options.ports,
      },
      {
        dataDir,
        version: 'test',
        runtime: 'node',
        systemLanguage: 'en',
        practice: { ...towards },
        isAutomatic: options.isAutomatic ?? false,
      },
    );
  let core = await open(server);

  const harness: CoreHarness = {
    dataDir,
    secrets,
    core: () => core,
    async ask(name, input) {
      const reply = await core.dispatch(name, input);
      if (!reply.ok) throw new AppError(reply.error.code, name);
      return reply.data as Output<typeof name>; // the dispatcher checked it against the contract
    },
    async openWidget() {
      const card = await harness.ask('connections.consentCard', { language: 'en' });
      location = '';
      const start = { language: 'en', keepUpdating: true, consentVersion: card.version, channel: 'loopback' } as const;
      return { flow: await harness.ask('connections.start', start), location };
    },
    async connect(pass) {
      const opened = await harness.openWidget();
      await followToMizan(await pass(opened.location));
      return core.waitForFlow(opened.flow.id);
    },
    async restart(towards = server) {
      await core.close();
      core = await open(towards);
    },
    async close() {
      await core.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return harness;
}
