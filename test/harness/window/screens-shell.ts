/** @file Screens around the data: settings, command palette, shortcut list, lock, and what stands in place of them. */
import { SECTIONS } from '../../../renderer/features/settings/section-ids.ts';
import { afterPressing, at, button, type WindowScreen } from './screen.ts';
import { goTo, settle } from './view.ts';

const withKeys = (name: string, hash: string, keys: readonly string[], typed = ''): WindowScreen => ({
  name,
  async open(view) {
    await goTo(view, hash);
    for (const key of keys) await view.mizan.page.keyboard.press(key);
    await settle(view);
    if (typed !== '') await view.mizan.page.keyboard.type(typed);
    await settle(view);
  },
});

export const SHELL_SCREENS: readonly WindowScreen[] = [
  ...SECTIONS.map((section) => at(`settings-${section}`, `#/settings/${section}`)),
  afterPressing('settings-environment-form', '#/settings/environment', button('settings.environment.add')),
  afterPressing('settings-backup-restore', '#/settings/backup', button('backups.restore.choose')),
  {
    name: 'settings-delete-typed',
    async open(view) {
      await goTo(view, '#/settings/delete');
      const field = view.mizan.page.getByRole('textbox', { name: view.t('erasure.everything.field') });
      await field.fill(view.t('erasure.everything.phrase'));
      await settle(view);
    },
    leave: (view) => goTo(view, '#/overview'),
  },
  withKeys('palette', '#/overview', ['Control+k']),
  withKeys('palette-typed', '#/overview', ['Control+k'], 'pra'),
  withKeys('palette-nothing', '#/overview', ['Control+k'], 'qqqq'),
  withKeys('shortcuts', '#/overview', ['Control+/']),
];

export const LOCK_SET_SCREENS: readonly WindowScreen[] = [
  at('settings-lock-set', '#/settings/lock'),
  afterPressing('settings-lock-remove', '#/settings/lock', button('lock.settings.removeAction')),
];

export const LOCKED_SCREENS: readonly WindowScreen[] = [
  { name: 'locked', open: settle },
  {
    name: 'locked-forgot',
    async open(view) {
      await view.mizan.page.getByText(view.t('lock.screen.forgot')).click();
      await settle(view);
    },
  },
];

const PLAIN = { privacyMode: false, numerals: 'latn' } as const;
const withSettings = (name: string, change: { readonly privacyMode?: boolean; readonly numerals?: 'arab' }): WindowScreen => ({
  name,
  async open(view) {
    await view.mizan.ask('settings.update', change);
    await goTo(view, '#/overview');
  },
  leave: async (view) => void (await view.mizan.ask('settings.update', PLAIN)),
});

/** The bank does not answer. */
export const SILENT_SCREENS: readonly WindowScreen[] = [
  at('silent-overview', '#/overview'),
  at('silent-accounts', '#/accounts'),
  at('silent-activity', '#/activity'),
  withSettings('silent-overview-private', { privacyMode: true }),
  withSettings('silent-overview-arabic-digits', { numerals: 'arab' }),
];

export const RECEIPT_SCREENS: readonly WindowScreen[] = [{ name: 'erasure-receipt', open: settle }];
