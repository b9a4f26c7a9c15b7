/** @file One look at the real window: a language, a width, a theme; how the page is brought there and found at rest. */
import type { Language } from '../../../shared/contract/common.ts';
import type { RunningBank } from '../bank.ts';
import type { RunningMizan } from '../electron-app.ts';
import type { Desktop } from '../session.ts';
import { TEXTS, type Texts } from './texts.ts';

export const LANGUAGES = ['en', 'ar'] as const;
export const THEMES = ['light', 'dark', 'contrast'] as const;
export const WIDTHS = [1024, 1280, 1920] as const;
export type Theme = (typeof THEMES)[number];
export type Width = (typeof WIDTHS)[number];

const RESIZED_MS = 200;
const HEIGHTS: Readonly<Record<Width, number>> = { 1024: 768, 1280: 800, 1920: 1080 };

export type View = {
  readonly mizan: RunningMizan;
  readonly desktop: Desktop;
  readonly bank: RunningBank;
  readonly language: Language;
  readonly t: Texts;
};

export const viewOf = (parts: Omit<View, 't'>): View => ({ ...parts, t: TEXTS[parts.language] });

/** Nothing loads or moves, no skeleton is left, fonts are there, and what was painted is what is to be seen. */
export async function settle({ mizan: { page } }: View): Promise<void> {
  await page.evaluate(async () => {
    const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const isAtRest = () =>
      document.querySelector('[aria-busy="true"]') === null &&
      // A dialog that is coming is not there yet.
      document.querySelector('[data-entering], [data-exiting]') === null &&
      document.getAnimations().every(({ playState }) => playState !== 'running') &&
      document.querySelector('h1, [role=dialog], main') !== null &&
      // Charts come after the page around them.
      [...document.querySelectorAll('figure')].every((figure) => figure.querySelector('svg, table') !== null);
    await document.fonts.ready;
    for (let calm = 0, tries = 0; calm < 2 && tries < 150; tries += 1) {
      await painted();
      calm = isAtRest() ? calm + 1 : 0;
    }
  });
}

/** As from elsewhere: a page that is left alone keeps what was pressed on it. */
export async function goTo(view: View, hash: string): Promise<void> {
  const { page } = view.mizan;
  await page.mouse.move(0, 0);
  const go = (to: string) =>
    page.evaluate((wanted) => {
      const isThere = window.location.hash === wanted;
      window.location.hash = wanted;
      return isThere;
    }, to);
  if (await go(hash)) {
    await go('#/nowhere');
    await settle(view);
    await go(hash);
  }
  await settle(view);
}

export async function resize(view: View, width: Width): Promise<void> {
  const { app, page } = view.mizan;
  const size: [number, number] = [width, HEIGHTS[width]];
  const isSo = ([x, y]: readonly [number, number]) => window.innerWidth === x && window.innerHeight === y;
  if (await page.evaluate(isSo, size)) return;
  await app.evaluate(({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setContentSize(...wanted), size);
  await page.waitForFunction(isSo, size);
  await settle(view);
  // The picture of a dialog, which is painted apart from the page, follows a resized window a moment later.
  await page.waitForTimeout(RESIZED_MS);
}

export async function setTheme(view: View, theme: Theme): Promise<void> {
  const { page, ask } = view.mizan;
  const name = theme === 'contrast' ? 'contrast-light' : theme;
  if ((await page.evaluate(() => document.documentElement.dataset.theme)) === name) return;
  await ask('settings.update', { theme });
  await page.waitForFunction((wanted) => document.documentElement.dataset.theme === wanted, name);
  await settle(view);
}

export async function speak(view: View): Promise<void> {
  await view.mizan.ask('settings.update', { language: view.language });
  await view.mizan.page.waitForFunction((wanted) => document.documentElement.lang === wanted, view.language);
  await settle(view);
}

/** Opens a command's screen or dialog as a person without a mouse does. */
export async function runCommand(view: View, title: string): Promise<void> {
  const { page } = view.mizan;
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill(title);
  await settle(view);
  await page.keyboard.press('Enter');
  await settle(view);
}

const OVERLAYS = '[role=dialog], [role=alertdialog], [role=menu], [data-trigger] [role=listbox], [role=tooltip]';

export const countOverlays = (view: View) => view.mizan.page.locator(OVERLAYS).count();

/** Whatever lies over the page is left by Escape, and what is selected is let go. */
export async function leaveOverlays(view: View): Promise<void> {
  for (let left = 4; left > 0 && (await countOverlays(view)) > 0; left -= 1) {
    await view.mizan.page.keyboard.press('Escape');
    await settle(view);
  }
}
