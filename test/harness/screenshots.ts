/**
 * @file A picture of every screen, dialog and drawer of the real window in {en, ar} × {light, dark, high contrast} × {1024, 1280, 1920 wide},
 * with the layout, axe and content policy checked on the way. Options narrow it down; see `--help`.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { axeFindings } from './window/axe-check.ts';
import { makeContactSheets } from './window/contact-sheets.ts';
import { layoutProblems } from './window/layout-check.ts';
import { RECOVERY, visitRecovery } from './window/recovery.ts';
import type { WindowScreen } from './window/screen.ts';
import { countOverlays, LANGUAGES, leaveOverlays, resize, setTheme, THEMES, type View, WIDTHS } from './window/view.ts';
import { walkWindow } from './window/walk.ts';

const folder = resolve(import.meta.dirname, '..', '..', 'screenshots');
const HELP = `npm run screenshots -- [NAME…] [--language en|ar] [--theme light|dark|contrast] [--width 1024|1280|1920] [--no-check]
NAME: screens whose name holds it, e.g. "transactions" or "empty-overview". Each option may be given several times.
Pictures: screenshots/<width>/<screen>-<language>-<theme>.png; sheets of the others than 1280: screenshots/sheets/.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    language: { type: 'string', multiple: true },
    theme: { type: 'string', multiple: true },
    width: { type: 'string', multiple: true },
    check: { type: 'boolean', default: true },
    help: { type: 'boolean', default: false },
  },
});
const picked = <T extends string | number>(all: readonly T[], given: readonly string[] | undefined) =>
  all.filter((one) => given === undefined || given.includes(String(one)));
const languages = picked(LANGUAGES, values.language);
const themes = picked(THEMES, values.theme);
const widths = picked(WIDTHS, values.width);

const problems: string[] = [];
const say = (text: string) => process.stderr.write(`${text}\n`);

async function check(view: View, where: string, isFirstTheme: boolean, isAxeAsked: boolean): Promise<void> {
  const found = isFirstTheme ? await view.mizan.page.evaluate(layoutProblems) : [];
  const axe = isAxeAsked ? await axeFindings(view, isFirstTheme ? 'everything' : 'colours') : [];
  for (const problem of [...found, ...axe]) {
    problems.push(`${where}: ${problem}`);
    say(`  ${where}: ${problem}`);
  }
}

/** A menu does not always outlive a change of the window's size. */
async function resizeUnder(view: View, screen: WindowScreen, width: (typeof WIDTHS)[number]): Promise<void> {
  const before = await countOverlays(view);
  await resize(view, width);
  if ((await countOverlays(view)) === before) return;
  await leaveOverlays(view);
  await screen.leave?.(view);
  await screen.open(view);
}

async function shoot(view: View, screen: WindowScreen): Promise<void> {
  for (const width of widths) {
    await resizeUnder(view, screen, width);
    for (const [index, theme] of themes.entries()) {
      await setTheme(view, theme);
      const name = `${screen.name}-${view.language}-${theme}`;
      await view.mizan.page.screenshot({ path: join(folder, String(width), `${name}.png`) });
      if (values.check) await check(view, `${name}-${width}`, index === 0, width === widths[0]);
    }
  }
  await setTheme(view, themes[0] ?? 'light');
  say(`${screen.name} (${view.language})`);
}

/** Without the high contrast, which it does not have. */
async function shootRecovery(view: View): Promise<void> {
  for (const width of widths) {
    await resize(view, width);
    for (const colorScheme of themes.filter((theme) => theme !== 'contrast')) {
      await view.mizan.page.emulateMedia({ colorScheme });
      await view.mizan.page.screenshot({ path: join(folder, String(width), `${RECOVERY}-${view.language}-${colorScheme}.png`) });
      if (values.check)
        await check(view, `${RECOVERY}-${view.language}-${colorScheme}-${width}`, colorScheme === 'light', width === widths[0]);
    }
  }
  say(`${RECOVERY} (${view.language})`);
}

if (values.help) {
  say(HELP);
  process.exit(0);
}
if (positionals.length === 0) rmSync(folder, { recursive: true, force: true });
for (const width of widths) mkdirSync(join(folder, String(width)), { recursive: true });
const wantsRecovery = positionals.length === 0 || positionals.some((part) => RECOVERY.includes(part));
problems.push(...(await walkWindow({ only: positionals, languages, onScreen: shoot })));
for (const language of wantsRecovery ? languages : []) await visitRecovery(language, shootRecovery);
await makeContactSheets(
  folder,
  widths.filter((width) => width !== 1280),
);
for (const line of problems) say(line);
say(problems.length === 0 ? 'No problem found.' : `${problems.length} problems found.`);
process.exitCode = problems.length === 0 ? 0 : 1;
