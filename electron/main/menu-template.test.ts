import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { COMMAND_IDS, type CommandId, commandOf } from '../../shared/domain/commands.ts';
import { type MenuState, menuTemplate } from './menu-template.ts';
import { shellTexts } from './texts.ts';

const STATE: MenuState = {
  settings: {
    language: 'en',
    isWelcomeDone: true,
    theme: 'dark',
    numerals: 'latn',
    privacyMode: true,
    motion: 'system',
    zoom: 100,
    notificationDetail: 'none',
    keepInBackground: true,
    accountGrouping: 'kind',
    isRecoveryDeclined: false,
  },
  platform: 'other',
  isPackaged: true,
  isLocked: false,
};
type Item = MenuItemConstructorOptions;

function all(items: readonly Item[]): readonly Item[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? all(item.submenu) : [])]);
}
const template = (change: Partial<MenuState> = {}, run: (id: CommandId) => void = () => undefined) =>
  menuTemplate({ ...STATE, ...change }, run);
const find = (id: CommandId, change: Partial<MenuState> = {}) => all(template(change)).find((item) => item.id === id);
const labels = (items: readonly Item[] | undefined) => items?.map((item) => (item.type === 'separator' ? '—' : item.label));
const menu = (label: string, change: Partial<MenuState> = {}) => {
  const found = template(change).find((item) => item.label === label)?.submenu;
  return Array.isArray(found) ? found : undefined;
};

describe('the application menu', () => {
  it.each(['mac', 'other'] as const)('holds every command that names a place in it, once (%s)', (platform) => {
    const wanted = COMMAND_IDS.filter((id) => commandOf(id).menu).toSorted();
    expect(
      all(template({ platform }))
        .flatMap((item) => item.id ?? [])
        .toSorted(),
    ).toEqual(wanted);
  });

  it.each(['ar', 'en'] as const)('has a label of its own for each of them (%s)', (language) => {
    const settings = { ...STATE.settings, language };
    expect(
      all(template({ settings })).filter((item) => item.id !== undefined && (item.label === undefined || item.label === item.id)),
    ).toEqual([]);
  });

  it('is laid out as the platform expects', () => {
    expect(labels(template())).toEqual(['File', 'Edit', 'View', 'Go', 'Window', 'Help']);
    expect(labels(template({ platform: 'mac' }))).toEqual(['Mizan', 'File', 'Edit', 'View', 'Go', 'Window', 'Help']);
    expect(labels(menu('File'))).toEqual([
      'Sync Now',
      'Connect a Bank…',
      '—',
      'Export…',
      '—',
      'Lock Now',
      '—',
      'Delete My Data…',
      '—',
      'Settings…',
      '—',
      'Quit Mizan',
    ]);
    expect(labels(menu('Mizan', { platform: 'mac' }))).toEqual([
      'About Mizan',
      '—',
      'Settings…',
      '—',
      'Services',
      '—',
      'Hide Mizan',
      'Hide Others',
      'Show All',
      '—',
      'Quit Mizan',
    ]);
    expect(labels(menu('View'))).toEqual([
      'Hide Amounts',
      '—',
      'Theme',
      'Language',
      'Digits',
      'Accounts',
      'Reduce Motion',
      '—',
      'Zoom In',
      'Zoom Out',
      'Actual Size',
      '—',
      'Full Screen',
    ]);
    expect(labels(menu('Edit'))?.slice(0, 7)).toEqual(['Undo', 'Redo', '—', 'Cut', 'Copy', 'Paste', 'Select All']);
  });

  it('ticks what is set', () => {
    const ticked = all(template()).filter((item) => item.checked);
    expect(ticked.map((item) => [item.id, item.type])).toEqual([
      ['privacy.toggle', 'checkbox'],
      ['theme.dark', 'radio'],
      ['language.en', 'radio'],
      ['numerals.latn', 'radio'],
      ['accounts.byKind', 'radio'],
    ]);
  });

  it('shows the keys of the platform and leaves hearing them to the page where that can be', () => {
    expect(find('palette.open')).toMatchObject({ accelerator: 'Ctrl+K', registerAccelerator: false });
    expect(find('palette.open', { platform: 'mac' })).toMatchObject({ accelerator: 'Cmd+K', registerAccelerator: true });
    expect(find('app.quit')).toEqual({ id: 'app.quit', role: 'quit', label: 'Quit Mizan' });
  });

  it('runs the command that was chosen', () => {
    const ran: CommandId[] = [];
    const item = all(template({}, (id) => ran.push(id))).find(({ id }) => id === 'go.accounts');
    // Electron passes its own objects; ours looks at none of them.
    (item?.click as unknown as (() => void) | undefined)?.();
    expect(ran).toEqual(['go.accounts']);
  });

  it('S36 offers nothing of the data while locked', () => {
    const enabled = all(template({ isLocked: true })).filter((item) => item.id !== undefined && item.role === undefined && item.enabled);
    expect(enabled.map(({ id }) => id)).toEqual([
      'theme.system',
      'theme.light',
      'theme.dark',
      'theme.contrast',
      'language.en',
      'language.ar',
      'numerals.latn',
      'numerals.arab',
      'motion.toggle',
      'zoom.in',
      'zoom.out',
      'zoom.reset',
    ]);
  });

  it('has tools for developers only outside the package', () => {
    const { developer } = shellTexts('en').menu;
    expect([labels(template())?.includes(developer), labels(template({ isPackaged: false }))?.includes(developer)]).toEqual([false, true]);
  });
});
