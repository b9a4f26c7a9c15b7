/** @file Where Mizan cannot start, a window says what happened, what it means for the data and what to do: never a blank one. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import errors from '../../shared/locales/en/errors.json' with { type: 'json' };
import shell from '../../shared/locales/en/shell.json' with { type: 'json' };
import { launchMizan, type RunningMizan } from '../harness/electron-app.ts';
import { type Desktop, openDesktop, whyNoElectron } from '../harness/session.ts';

const cannot = whyNoElectron();
test.skip(cannot !== undefined, cannot ?? '');

const NO_BANK = { baseUrl: 'http://127.0.0.1:9', clientId: 'none', clientSecret: 'none' };
let desktop: Desktop;
let mizan: RunningMizan;
test.beforeEach(() => {
  desktop = openDesktop({ isHandlerRegistered: false });
});
test.afterEach(async () => {
  await mizan.close();
  await desktop.remove();
});

async function seesDiskFailed(step: string): Promise<void> {
  const { page } = mizan;
  await expect(page.getByRole('heading', { name: shell.recovery.title })).toBeVisible({ timeout: 30_000 });
  for (const text of [errors.disk_failed.title, errors.disk_failed.meaning, errors.disk_failed.next, step])
    await expect(page.getByText(text)).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: shell.recovery.quit })).toBeVisible();
}

test('R5 a folder that cannot be made', async () => {
  const blocked = join(dirname(desktop.configHome), 'a-file');
  writeFileSync(blocked, '');
  mizan = await launchMizan({ desktop, practice: NO_BANK, env: { MIZAN_USER_DATA: join(blocked, 'user-data') } });
  await seesDiskFailed(shell.steps.folder);
});

test('R5 data that cannot be written', async () => {
  mkdirSync(desktop.userData, { recursive: true });
  writeFileSync(join(desktop.userData, 'data'), '');
  mizan = await launchMizan({ desktop, practice: NO_BANK });
  await seesDiskFailed(shell.steps.core);
});
