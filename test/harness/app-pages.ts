/** @file Mizan's screens as a person uses them. Found by role and name, in the language of the test. */
import { expect, type Page } from '@playwright/test';
import arCommon from '../../shared/locales/ar/common.json' with { type: 'json' };
import arConnections from '../../shared/locales/ar/connections.json' with { type: 'json' };
import arErrors from '../../shared/locales/ar/errors.json' with { type: 'json' };
import arOverview from '../../shared/locales/ar/overview.json' with { type: 'json' };
import arWelcome from '../../shared/locales/ar/welcome.json' with { type: 'json' };
import enCommon from '../../shared/locales/en/common.json' with { type: 'json' };
import enConnections from '../../shared/locales/en/connections.json' with { type: 'json' };
import enErrors from '../../shared/locales/en/errors.json' with { type: 'json' };
import enOverview from '../../shared/locales/en/overview.json' with { type: 'json' };
import enWelcome from '../../shared/locales/en/welcome.json' with { type: 'json' };

export type Language = 'ar' | 'en';
const TEXTS = {
  ar: { common: arCommon, connections: arConnections, errors: arErrors, overview: arOverview, welcome: arWelcome },
  en: { common: enCommon, connections: enConnections, errors: enErrors, overview: enOverview, welcome: enWelcome },
};

export function mizanPages(page: Page, language: Language) {
  const texts = TEXTS[language];
  const button = (name: string) => page.getByRole('button', { name });
  return {
    async chooseLanguage() {
      await page.getByRole('radio', { name: language === 'ar' ? 'العربية' : 'English' }).click({ force: true });
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(page.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr');
    },
    startWithPracticeBank: () => button(texts.welcome.startPractice).click(),
    /** The consent card: every row of it is there before anyone can agree. */
    async agreeToConsentCard() {
      await expect(page.getByRole('checkbox')).toBeChecked();
      await button(texts.connections.continueInBrowser).click();
    },
    waitForBrowser: () => expect(page.getByText(texts.connections.waiting.status)).toBeVisible(),
    async seeConnected() {
      await expect(page.getByRole('status').filter({ hasText: texts.connections.done.title }).first()).toBeVisible({ timeout: 60_000 });
    },
    async seeNotCompleted() {
      await expect(page.getByText(texts.errors.flow_not_completed.title).first()).toBeVisible();
      await expect(page.getByText(texts.connections.ended.nothingLost).first()).toBeVisible();
    },
    connectAnother: () => page.getByRole('link', { name: texts.connections.done.another }).click(),
    goToOverview: () => page.getByRole('link', { name: texts.connections.done.overview }).click(),
    openTransactions: () => page.getByRole('link', { name: texts.common.nav.transactions, exact: true }).click(),
    openAccounts: () => page.getByRole('link', { name: texts.common.nav.accounts, exact: true }).click(),
    async seeNetPosition(figure: string) {
      const card = page.locator('section, div').filter({ has: page.getByRole('heading', { name: texts.overview.net.title }) });
      await expect(card.last()).toContainText(figure, { timeout: 60_000 });
    },
    /** By address, as a link of the page would. */
    async visit(path: string) {
      await page.evaluate((to) => {
        window.location.hash = `#/${to}`;
      }, path);
      await expect(page.getByRole('main')).not.toBeEmpty();
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    },
    async openTransaction(title: string) {
      await page.getByRole('grid').getByRole('row').filter({ hasText: title }).first().click();
      await expect(page.getByRole('complementary')).toBeVisible();
    },
    seeText: (text: string) => expect(page.getByText(text).first()).toBeVisible(),
  };
}
