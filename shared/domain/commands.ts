/**
 * @file Every command that has a place in a menu or a key of its own. The native menus, the command palette and the list of shortcuts are all
 * made from this list, so that none of them can miss one. What a command is called: `locales/<lang>/commands.json` (palette, shortcut list)
 * and `shell.json` (menus); what it does: the `actions.ts` of its feature. Things there are many of (accounts, banks) are actions only.
 */
import type { Settings } from '../contract/settings.ts';
import type { Shortcut } from './shortcut.ts';

/** Order of the groups in palette and shortcut list. */
export const ACTION_GROUPS = ['go', 'page', 'data', 'accounts', 'banks', 'view', 'settings', 'app'] as const;
export type ActionGroup = (typeof ACTION_GROUPS)[number];
export const MENUS = ['file', 'edit', 'view', 'go', 'window', 'help'] as const;
type MenuName = (typeof MENUS)[number];

/** Settings a command may change: the ones with a few values. */
export type SwitchSetting =
  | 'theme'
  | 'language'
  | 'numerals'
  | 'privacyMode'
  | 'motion'
  | 'accountGrouping'
  | 'notificationDetail'
  | 'keepInBackground';
type SettingChange = { [K in SwitchSetting]: { readonly key: K; readonly value: Settings[K]; readonly off?: Settings[K] } }[SwitchSetting];

export type Command = {
  readonly group: ActionGroup;
  /** The first is the one that is shown. */
  readonly keys?: readonly Shortcut[];
  /** Menu, section of it (a line is drawn between sections), and submenu. */
  readonly menu?: { readonly in: MenuName; readonly section: number; readonly submenu?: 'theme' | 'language' | 'numerals' | 'accounts' };
  /** Sets a setting to `value`; with `off` it is a switch between the two. Everything else about such a command follows from this. */
  readonly sets?: SettingChange;
  /** Also while a dialog is open. */
  readonly isEverywhere?: true;
  /** Also while Mizan is locked: it shows and changes nothing of the data. */
  readonly isWhileLocked?: true;
};

export const COMMANDS = {
  'go.overview': { group: 'go', keys: ['Mod+1'], menu: { in: 'go', section: 1 } },
  'go.transactions': { group: 'go', keys: ['Mod+2'], menu: { in: 'go', section: 1 } },
  'go.accounts': { group: 'go', keys: ['Mod+3'], menu: { in: 'go', section: 1 } },
  'go.cash-flow': { group: 'go', keys: ['Mod+4'], menu: { in: 'go', section: 1 } },
  'go.categories': { group: 'go', keys: ['Mod+5'], menu: { in: 'go', section: 1 } },
  'go.consents': { group: 'go', keys: ['Mod+6'], menu: { in: 'go', section: 1 } },
  'go.activity': { group: 'go', keys: ['Mod+7'], menu: { in: 'go', section: 1 } },
  'go.settings': { group: 'go', keys: ['Mod+Comma'], menu: { in: 'file', section: 8 } },
  'go.back': {
    group: 'go',
    keys: [{ mac: 'Cmd+BracketLeft', other: 'Alt+ArrowLeft' }],
    menu: { in: 'go', section: 2 },
  },
  'go.forward': {
    group: 'go',
    keys: [{ mac: 'Cmd+BracketRight', other: 'Alt+ArrowRight' }],
    menu: { in: 'go', section: 2 },
  },

  'palette.open': { group: 'app', keys: ['Mod+K'], menu: { in: 'go', section: 3 } },
  'transactions.search': { group: 'data', keys: ['Mod+F'], menu: { in: 'edit', section: 3 } },
  'copy.table': { group: 'page', keys: ['Mod+Shift+C'], menu: { in: 'edit', section: 2 } },

  'sync.now': { group: 'data', keys: ['Mod+R'], menu: { in: 'file', section: 1 } },
  'connect.bank': { group: 'data', keys: ['Mod+N'], menu: { in: 'file', section: 1 } },
  'data.export': { group: 'data', keys: ['Mod+E'], menu: { in: 'file', section: 2 } },
  'lock.now': { group: 'app', keys: ['Mod+L'], menu: { in: 'file', section: 6 }, isEverywhere: true },
  'data.delete': { group: 'data', menu: { in: 'file', section: 7 } },

  'privacy.toggle': {
    group: 'view',
    keys: ['Mod+Shift+H'],
    menu: { in: 'view', section: 1 },
    sets: { key: 'privacyMode', value: true, off: false },
    isEverywhere: true,
  },
  'theme.system': {
    group: 'view',
    menu: { in: 'view', section: 2, submenu: 'theme' },
    sets: { key: 'theme', value: 'system' },
    isWhileLocked: true,
  },
  'theme.light': {
    group: 'view',
    menu: { in: 'view', section: 2, submenu: 'theme' },
    sets: { key: 'theme', value: 'light' },
    isWhileLocked: true,
  },
  'theme.dark': {
    group: 'view',
    menu: { in: 'view', section: 2, submenu: 'theme' },
    sets: { key: 'theme', value: 'dark' },
    isWhileLocked: true,
  },
  'theme.contrast': {
    group: 'view',
    menu: { in: 'view', section: 2, submenu: 'theme' },
    sets: { key: 'theme', value: 'contrast' },
    isWhileLocked: true,
  },
  'language.en': {
    group: 'view',
    menu: { in: 'view', section: 2, submenu: 'language' },
    sets: { key: 'language', value: 'en' },
    isWhileLocked: true,
  },
  'language.ar': {
    group: 'view',
    menu: { in: 'view', section: 2, submenu: 'language' },
    sets: { key: 'language', value: 'ar' },
    isWhileLocked: true,
  },
  'numerals.latn': {
    group: 'view',
    menu: { in: 'view', section: 2, submenu: 'numerals' },
    sets: { key: 'numerals', value: 'latn' },
    isWhileLocked: true,
  },
  'numerals.arab': {
    group: 'view',
    menu: { in: 'view', section: 2, submenu: 'numerals' },
    sets: { key: 'numerals', value: 'arab' },
    isWhileLocked: true,
  },
  'accounts.byKind': {
    group: 'view',
    menu: { in: 'view', section: 2, submenu: 'accounts' },
    sets: { key: 'accountGrouping', value: 'kind' },
  },
  'accounts.byBank': {
    group: 'view',
    menu: { in: 'view', section: 2, submenu: 'accounts' },
    sets: { key: 'accountGrouping', value: 'bank' },
  },
  'motion.toggle': {
    group: 'view',
    menu: { in: 'view', section: 2 },
    sets: { key: 'motion', value: 'reduced', off: 'system' },
    isWhileLocked: true,
  },
  'zoom.in': { group: 'view', keys: ['Mod+Plus'], menu: { in: 'view', section: 3 }, isEverywhere: true, isWhileLocked: true },
  'zoom.out': { group: 'view', keys: ['Mod+Minus'], menu: { in: 'view', section: 3 }, isEverywhere: true, isWhileLocked: true },
  'zoom.reset': { group: 'view', keys: ['Mod+0'], menu: { in: 'view', section: 3 }, isEverywhere: true, isWhileLocked: true },
  'window.fullScreen': {
    group: 'view',
    keys: [{ mac: 'Ctrl+Cmd+F', other: 'F11' }],
    menu: { in: 'view', section: 4 },
    isEverywhere: true,
    isWhileLocked: true,
  },

  'notifications.bankName': { group: 'settings', sets: { key: 'notificationDetail', value: 'bank', off: 'none' } },
  'background.keep': { group: 'settings', sets: { key: 'keepInBackground', value: true, off: false } },

  'window.minimize': {
    group: 'app',
    keys: [{ mac: 'Cmd+M', other: 'Ctrl+M' }],
    menu: { in: 'window', section: 1 },
    isEverywhere: true,
    isWhileLocked: true,
  },
  'window.close': {
    group: 'app',
    keys: ['Mod+W'],
    menu: { in: 'window', section: 1 },
    isEverywhere: true,
    isWhileLocked: true,
  },
  'shortcuts.open': { group: 'app', keys: ['Mod+Slash', 'Question'], menu: { in: 'help', section: 1 } },
  'help.credentials': { group: 'app', menu: { in: 'help', section: 1 } },
  'app.about': { group: 'app', menu: { in: 'help', section: 2 }, isWhileLocked: true },
  'app.quit': { group: 'app', keys: ['Mod+Q'], menu: { in: 'file', section: 9 }, isEverywhere: true, isWhileLocked: true },
} as const satisfies Record<string, Command>;

export type CommandId = keyof typeof COMMANDS;
export const COMMAND_IDS = Object.keys(COMMANDS) as [CommandId, ...CommandId[]]; // the object's own keys, and there are some

/** The entry with its optional parts visible to the compiler. */
export function commandOf(id: CommandId): Command {
  return COMMANDS[id];
}

/** Whether a command that sets something is what is set now: its tick in menus and palette. */
export function isCommandOn(command: Command, settings: Pick<Settings, SwitchSetting>): boolean {
  return command.sets !== undefined && settings[command.sets.key] === command.sets.value;
}

/** What choosing it changes now. */
export function settingChange(command: Command, settings: Pick<Settings, SwitchSetting>): Partial<Settings> {
  if (!command.sets) return {};
  const { key, value, off } = command.sets;
  const isTurnedOff = off !== undefined && settings[key] === value;
  return { [key]: isTurnedOff ? off : value };
}

/** Keys that belong to one part of a screen and are handled there; the shortcut list tells of them. */
export const LOCAL_KEYS = {
  'list.search': { keys: ['Slash'] },
  'list.move': { keys: ['ArrowUp', 'ArrowDown'] },
  'list.jump': { keys: ['PageUp', 'PageDown'] },
  'list.ends': { keys: ['Home', 'End'] },
  'list.open': { keys: ['Enter'] },
  'list.close': { keys: ['Escape'] },
  'list.select': { keys: ['X'] },
  'list.extend': { keys: ['Shift+ArrowUp', 'Shift+ArrowDown'] },
  'list.selectAll': { keys: ['Mod+A'] },
  'list.category': { keys: ['C'] },
  'list.always': { keys: ['A'] },
  'list.tags': { keys: ['T'] },
  'list.note': { keys: ['N'] },
  'list.reviewed': { keys: ['R'] },
  'list.rename': { keys: ['E'] },
  'list.undo': { keys: ['Mod+Z'] },
  'list.reorder': { keys: ['Alt+ArrowUp', 'Alt+ArrowDown'] },
  'list.copy': { keys: ['Mod+C'] },
  'list.menu': { keys: ['Shift+F10'] },
  'chart.point': { keys: ['ArrowLeft', 'ArrowRight'], mirrors: true },
  'chart.month': { keys: ['PageUp', 'PageDown'] },
} as const satisfies Record<
  string,
  { readonly keys: readonly Shortcut[] /** The other way round from right to left. */; readonly mirrors?: true }
>;
