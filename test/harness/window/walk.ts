/**
 * @file One Mizan is walked from its first start to its deletion receipt, every screen in both languages on the way.
 * The practice bank's clock stands at the day of the visual reference, so pictures compare from run to run.
 */
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Language } from '../../../shared/contract/common.ts';
import { NOW, startBank } from '../bank.ts';
import { completeWidget } from '../complete-widget.ts';
import { launchMizan } from '../electron-app.ts';
import { watchPolicy } from '../policy.ts';
import { openDesktop } from '../session.ts';
import { prepareData } from './prepare-data.ts';
import type { WindowScreen } from './screen.ts';
import { DONE_SCREENS, EMPTY_SCREENS, OFFER_SCREENS, WAITING_SCREENS, WELCOME_SCREENS } from './screens-first.ts';
import { LEDGER_SCREENS } from './screens-ledger.ts';
import { MEANING_SCREENS } from './screens-meaning.ts';
import { LOCK_SET_SCREENS, LOCKED_SCREENS, RECEIPT_SCREENS, SHELL_SCREENS, SILENT_SCREENS } from './screens-shell.ts';
import { leaveOverlays, speak, type View, viewOf } from './view.ts';

export type WalkOptions = {
  /** Screens whose name holds one of these; all of them when there is none. */
  readonly only: readonly string[];
  readonly languages: readonly Language[];
  /** The screen is there and at rest. */
  readonly onScreen: (view: View, screen: WindowScreen) => Promise<void>;
};

type Stage = Omit<View, 't' | 'language'>;
type Phase = { readonly prepare: (stage: Stage) => Promise<void>; readonly screens: readonly WindowScreen[] };

const PASSPHRASE = 'three small words';
const nothing = async () => undefined;

async function leaveForBank({ mizan, desktop }: Stage): Promise<void> {
  await mizan.page.evaluate(() => {
    window.location.hash = '#/connect';
  });
  await mizan.page.getByRole('checkbox').waitFor();
  await mizan.page.getByRole('button').last().click();
  while (desktop.openedAddresses().length === 0) await pause(50);
}

async function comeBack({ mizan, desktop, bank }: Stage): Promise<void> {
  await mizan.handOver(await completeWidget(bank.baseUrl, desktop.openedAddresses()[0] ?? ''));
  while (!(await mizan.ask('sync.status', {})).lastRun?.endedAt) await pause(100);
}

const FIRST_START: readonly Phase[] = [
  { prepare: nothing, screens: WELCOME_SCREENS },
  { prepare: ({ mizan }) => mizan.passWelcome(), screens: EMPTY_SCREENS },
  { prepare: leaveForBank, screens: WAITING_SCREENS },
  { prepare: comeBack, screens: DONE_SCREENS },
  { prepare: nothing, screens: OFFER_SCREENS },
  {
    prepare: ({ mizan, desktop }) => prepareData(mizan, dirname(desktop.userData)),
    screens: [...LEDGER_SCREENS, ...MEANING_SCREENS, ...SHELL_SCREENS],
  },
  { prepare: async ({ mizan }) => void (await mizan.ask('lock.set', { passphrase: PASSPHRASE })), screens: LOCK_SET_SCREENS },
  { prepare: async ({ mizan }) => void (await mizan.ask('lock.lock', {})), screens: LOCKED_SCREENS },
];

async function openUnplugged({ mizan }: Stage): Promise<void> {
  await mizan.ask('lock.unlock', { passphrase: PASSPHRASE });
  await mizan.ask('lock.remove', { current: PASSPHRASE });
  while (!(await mizan.ask('sync.status', {})).lastRun?.errorCode) await pause(100);
}

async function eraseEverything({ mizan }: Stage): Promise<void> {
  await mizan.ask('erasure.eraseEverything', { confirmation: 'delete my data', everyEnvironment: false });
}

/** The bank is gone when Mizan starts again: everything is still there, with its age, and erasing leaves something to the person. */
const UNPLUGGED: readonly Phase[] = [
  { prepare: openUnplugged, screens: SILENT_SCREENS },
  { prepare: eraseEverything, screens: RECEIPT_SCREENS },
];

/** @returns what went wrong: screens that could not be opened, and what the content policy refused */
async function walkPhases(stage: Stage, phases: readonly Phase[], options: WalkOptions): Promise<string[]> {
  const failures: string[] = [];
  stage.mizan.page.setDefaultTimeout(5_000);
  await stage.mizan.page.emulateMedia({ reducedMotion: 'reduce' });
  const violations = await watchPolicy(stage.mizan.page);
  for (const { prepare, screens } of phases) {
    await prepare(stage);
    const wanted = screens.filter(({ name }) => options.only.length === 0 || options.only.some((part) => name.includes(part)));
    for (const language of wanted.length === 0 ? [] : options.languages)
      failures.push(...(await walkScreens(viewOf({ ...stage, language }), wanted, options)));
  }
  return [...failures, ...(await violations()).map((directive) => `refused by the content policy: ${directive}`)];
}

/** One screen that fails does not hide the others. */
async function walkScreens(view: View, screens: readonly WindowScreen[], { onScreen }: WalkOptions): Promise<string[]> {
  const failures: string[] = [];
  await speak(view);
  for (const screen of screens) {
    try {
      await screen.open(view);
      await onScreen(view, screen);
    } catch (error) {
      failures.push(
        `${screen.name} (${view.language}): ${error instanceof Error ? error.message.split('\n').slice(0, 3).join(' ') : 'failed'}`,
      );
    }
    await leaveOverlays(view);
    await screen.leave?.(view);
  }
  return failures;
}

/** @returns what went wrong on the way, beside what `onScreen` finds */
export async function walkWindow(options: WalkOptions): Promise<string[]> {
  const bank = await startBank({ hasControls: true });
  const desktop = openDesktop({ isHandlerRegistered: true });
  const start = async () => ({ mizan: await launchMizan({ desktop, practice: bank, now: NOW }), desktop, bank });
  let stage = await start();
  try {
    const failures = await walkPhases(stage, FIRST_START, options);
    await stage.mizan.close();
    await bank.stop();
    stage = await start();
    return [...failures, ...(await walkPhases(stage, UNPLUGGED, options))];
  } finally {
    await stage.mizan.close();
    await bank.stop();
    await desktop.remove();
  }
}
