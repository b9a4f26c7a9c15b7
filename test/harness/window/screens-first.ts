/** @file Screens of the first start: the welcome, everything without a bank, and connecting the first. */
import { at, button, type WindowScreen } from './screen.ts';
import { goTo, settle, type View } from './view.ts';

export const WELCOME_SCREENS: readonly WindowScreen[] = [at('welcome', '#/welcome')];

export const EMPTY_SCREENS: readonly WindowScreen[] = [
  at('empty-overview', '#/overview'),
  at('empty-accounts', '#/accounts'),
  at('empty-transactions', '#/transactions'),
  at('empty-cash-flow', '#/cash-flow'),
  at('empty-rules', '#/categories/rules'),
  at('empty-transfers', '#/categories/transfers'),
  at('empty-consents', '#/consents'),
  at('empty-activity', '#/activity'),
  at('empty-export', '#/export'),
  at('empty-settings-connections', '#/settings/connections'),
  at('no-such-page', '#/nowhere'),
  at('connect-unknown', '#/connect/no-such-attempt'),
  at('connect-consent', '#/connect'),
  {
    name: 'connect-not-kept',
    async open(view) {
      await goTo(view, '#/connect');
      const box = view.mizan.page.getByRole('checkbox');
      await box.focus();
      await box.press('Space');
      await settle(view);
      if (await box.isChecked()) throw new Error('the box is still ticked');
    },
    leave: (view) => goTo(view, '#/overview'),
  },
];

/** What was pressed on the page is forgotten; the flow goes on. */
async function comeAgain(view: View): Promise<void> {
  const { hash } = new URL(view.mizan.page.url());
  await goTo(view, '#/overview');
  await goTo(view, hash);
}

/** Where the flow has led; the page stays as it is between them. */
export const WAITING_SCREENS: readonly WindowScreen[] = [
  { name: 'connect-waiting', open: settle },
  {
    name: 'connect-paste',
    async open(view) {
      await button('connections.waiting.paste')(view).click();
      await settle(view);
    },
    leave: comeAgain,
  },
];
/** The flow's last page: once left, it is gone. */
export const DONE_SCREENS: readonly WindowScreen[] = [{ name: 'connect-done', open: settle }];
export const OFFER_SCREENS: readonly WindowScreen[] = [at('recovery-offer', '#/overview')];
