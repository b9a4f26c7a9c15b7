/** @file What a screen reader is told of the list of transactions, from the accessibility tree of the real window. */
import { expect, test } from '@playwright/test';
import { NOW, type RunningBank, readable, startBank } from '../harness/bank.ts';
import { connectQuietly } from '../harness/connect-quietly.ts';
import { launchMizan, type RunningMizan } from '../harness/electron-app.ts';
import { type Desktop, openDesktop, whyNoElectron } from '../harness/session.ts';

const cannot = whyNoElectron();
test.skip(cannot !== undefined, cannot ?? '');

let desktop: Desktop;
let bank: RunningBank;
let mizan: RunningMizan;
test.beforeEach(async () => {
  desktop = openDesktop({ isHandlerRegistered: false });
  bank = await startBank({ hasControls: true });
  mizan = await launchMizan({ desktop, practice: bank, now: NOW });
  await mizan.passWelcome();
  await connectQuietly(mizan, desktop, bank.baseUrl);
  await expect.poll(async () => (await mizan.ask('sync.status', {})).lastRun?.outcome, { timeout: 60_000 }).toBe('ok');
});
test.afterEach(async () => {
  await mizan.close();
  await bank.stop();
  await desktop.remove();
});

type Node = { readonly ignored: boolean; readonly role?: { readonly value?: string }; readonly name?: { readonly value?: string } };

/** Names of the rows as assistive technology gets them, without the marks of direction. */
async function announcedRows(): Promise<string[]> {
  const session = await mizan.page.context().newCDPSession(mizan.page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: readonly Node[] }; // the protocol's answer
  await session.detach();
  return nodes
    .filter((node) => !node.ignored && node.role?.value === 'row')
    .map((node) => (node.name?.value ?? '').replaceAll(/[\u2066-\u2069]/g, ''));
}

const DATES = { en: 'Saturday 7 November 2026', ar: 'السبت 7 نوفمبر 2026' } as const;

for (const language of ['en', 'ar'] as const) {
  test(`a row of the list announces date, text and signed amount (${language})`, async () => {
    const { page } = mizan;
    await mizan.ask('settings.update', { language });
    await page.evaluate(() => {
      window.location.hash = '#/transactions';
    });
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(page.getByRole('row').nth(6)).toBeVisible();
    const { rows } = await mizan.ask('transactions.page', { cursor: null, limit: 3 });
    expect(rows.every((row) => row.day === '2026-11-07' && row.amountMinor < 0)).toBe(true);
    const announced = await announcedRows();
    for (const row of rows) {
      const amount = `${readable(row.amountMinor)}`;
      expect(announced.filter((name) => name.includes(`${DATES[language]}. ${row.title}.`) && name.includes(amount))).toHaveLength(1);
    }
    // Income has its sign too, and the row the keyboard is at is the one the list names as active.
    await page.evaluate(() => {
      window.location.hash = '#/transactions?direction=in&sort=largest';
    });
    const salary = (await mizan.ask('transactions.page', { direction: 'in', sort: 'largest', cursor: null, limit: 1 })).rows[0];
    await expect.poll(announcedRows).toContainEqual(expect.stringContaining(`+${readable(salary?.amountMinor ?? 0)}`));
    await page.getByRole('grid').focus();
    await page.keyboard.press('ArrowDown');
    const active = await page.getByRole('grid').getAttribute('aria-activedescendant');
    await expect(page.locator(`[id="${active}"]`)).toHaveAttribute('aria-label', new RegExp(`\\+${readable(salary?.amountMinor ?? 0)}`));
  });
}
