/** @file Starts the built Mizan in real Electron and speaks with it. One process per `launchMizan`; the desktop outlives it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import type { Input, OpName, Output } from '../../shared/contract/index.ts';
import type { Reply } from '../../shared/errors.ts';
import ar from '../../shared/locales/ar/welcome.json' with { type: 'json' };
import en from '../../shared/locales/en/welcome.json' with { type: 'json' };
import type { PracticeServer } from './bank.ts';
import type { Desktop } from './session.ts';

const WELCOME = { ar, en };
const root = resolve(import.meta.dirname, '../..');
/**
 * Holds `ready` back until Playwright has attached. Playwright loads it by itself only when it picks the executable too;
 * without it a quick start wins the race now and then, and the first window is never seen.
 */
const LOADER = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'lib/server/electron/loader.js');

export type LaunchOptions = {
  readonly desktop: Desktop;
  /** The practice bank to use instead of the embedded one. */
  readonly practice?: PracticeServer;
  /** Mizan's clock stands still here. */
  readonly now?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Beside what every start from a checkout has. */
  readonly args?: readonly string[];
};

export type RunningMizan = {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Asks main as the page does. @throws Error with the reply's code */
  ask<N extends OpName>(name: N, input: Input<N>): Promise<Output<N>>;
  /**
   * To the Overview, past the welcome as a person passes it. Changing the setting alone is not enough: a page that has not heard
   * of it yet sends whoever goes to the Overview back to the welcome, and stays there.
   */
  passWelcome(): Promise<void>;
  /** What the operating system does with a link while Mizan runs: it starts it once more. @returns its exit code */
  handOver(link: string): Promise<number>;
  log(): string;
  close(): Promise<void>;
};

/** As root Chromium has no sandbox; only a checkout accepts the switch. */
function argumentsFor(link?: string): string[] {
  const isRoot = process.getuid?.() === 0;
  return [...(isRoot ? ['--no-sandbox'] : []), root, ...(link === undefined ? [] : [link])];
}

function environmentFor({ desktop, practice, now, env }: LaunchOptions): Record<string, string> {
  const inherited = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  return {
    ...inherited,
    ...desktop.env,
    ...(practice && { MIZAN_PRACTICE_URL: practice.baseUrl, MIZAN_PRACTICE_CLIENT: `${practice.clientId}:${practice.clientSecret}` }),
    ...(now !== undefined && { MIZAN_NOW: now }),
    ...env,
  };
}

/** Asks main over the page's own bridge; its type lives in the renderer, which tests do not import. */
export function askThrough(page: Page): RunningMizan['ask'] {
  return async <N extends OpName>(name: N, input: Input<N>): Promise<Output<N>> => {
    const reply = await page.evaluate(
      ([operation, value]) =>
        (window as unknown as { api: { invoke(name: string, input: unknown): Promise<Reply<unknown>> } }).api.invoke(operation, value),
      [name, input] as const,
    );
    if (!reply.ok) throw new Error(`${name}: ${reply.error.code}`);
    return reply.data as Output<N>; // the dispatcher checked it against the contract
  };
}

export async function launchMizan(options: LaunchOptions): Promise<RunningMizan> {
  const executablePath = process.env.ELECTRON_EXEC_PATH ?? '';
  const env = environmentFor(options);
  const app = await _electron.launch({ executablePath, args: ['-r', LOADER, ...argumentsFor(), ...(options.args ?? [])], env, cwd: root });
  const page = await app.firstWindow();
  const ask = askThrough(page);
  return {
    app,
    page,
    ask,
    async passWelcome() {
      await page.getByRole('main').waitFor();
      const { isWelcomeDone, language } = await ask('settings.get', {});
      if (!isWelcomeDone) {
        await page.getByRole('button', { name: WELCOME[language].startPractice }).click();
        await page.waitForURL(/#\/connect$/);
      }
      await page.evaluate(() => {
        window.location.hash = '#/overview';
      });
      await page.getByRole('navigation').first().waitFor();
    },
    async handOver(link) {
      const second = spawn(executablePath, argumentsFor(link), { env, cwd: root, stdio: 'ignore' });
      const [code] = await once(second, 'exit');
      return Number(code);
    },
    log: () => readFileSync(join(options.desktop.userData, 'logs', 'main.log'), 'utf8'),
    close: () => app.close(),
  };
}
