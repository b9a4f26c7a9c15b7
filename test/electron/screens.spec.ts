/**
 * @file Every screen, dialog, drawer and menu in the real window, in both languages: nothing cut, nothing over another, no sideways scrolling,
 * no word of the other language, nothing axe calls serious, and nothing the content policy refuses. `npm run screenshots` looks at more of it.
 */
import { expect, test } from '@playwright/test';
import { whyNoElectron } from '../harness/session.ts';
import { axeFindings } from '../harness/window/axe-check.ts';
import { type Data, dataTexts, foreignWords } from '../harness/window/language-check.ts';
import { layoutProblems } from '../harness/window/layout-check.ts';
import { visitRecovery } from '../harness/window/recovery.ts';
import { LANGUAGES, resize, type View } from '../harness/window/view.ts';
import { walkWindow } from '../harness/window/walk.ts';

const cannot = whyNoElectron();
test.skip(cannot !== undefined, cannot ?? '');

/** The narrow one, where things get cut first; `npm run screenshots` goes through all of them. */
const WIDTH = 1024;
/** Screens before which data came, or was written. */
const NEW_DATA = new Set(['connect-done', 'overview', 'erasure-receipt']);

test('S5 every screen is whole, speaks one language, and keeps to the rules of axe and the content policy', async () => {
  test.setTimeout(400_000);
  const problems: string[] = [];
  let data: Data = new Set();
  const visit = async (view: View, name: string) => {
    const note = (where: string, found: readonly string[]) => problems.push(...found.map((text) => `${where}: ${text}`));
    if (NEW_DATA.has(name)) data = await dataTexts(view);
    await resize(view, WIDTH);
    note(`${name} ${view.language}`, await view.mizan.page.evaluate(layoutProblems));
    note(`${name} ${view.language}`, await foreignWords(view, data));
    note(`${name} ${view.language}`, await axeFindings(view, 'everything'));
  };
  const failures = await walkWindow({ only: [], languages: LANGUAGES, onScreen: (view, { name }) => visit(view, name) });
  expect([...failures, ...problems]).toEqual([]);
});

test('the page in place of a Mizan that had to stop is whole and keeps to the rules of axe', async () => {
  const problems: string[] = [];
  for (const language of LANGUAGES)
    await visitRecovery(language, async (view) => {
      await expect(view.mizan.page.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr');
      for (const colorScheme of ['light', 'dark'] as const) {
        await view.mizan.page.emulateMedia({ colorScheme });
        await resize(view, WIDTH);
        problems.push(...(await view.mizan.page.evaluate(layoutProblems)));
        problems.push(...(await axeFindings(view, 'everything')));
      }
    });
  expect(problems).toEqual([]);
});
