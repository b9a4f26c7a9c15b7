/**
 * @file What stands in the application menu: the commands of `shared/domain/commands.ts` at the places they name, and the roles the operating
 * system knows by itself. Plain; `menu.ts` hands it to Electron.
 */
import type { MenuItemConstructorOptions } from 'electron';
import type { Settings } from '../../shared/contract/settings.ts';
import { COMMAND_IDS, type Command, type CommandId, commandOf, isCommandOn, MENUS } from '../../shared/domain/commands.ts';
import { acceleratorOf, type Platform } from '../../shared/domain/shortcut.ts';
import { type ShellTexts, shellTexts } from './texts.ts';

type Item = MenuItemConstructorOptions;
type MenuName = (typeof MENUS)[number];
export type MenuState = {
  readonly settings: Settings;
  readonly platform: Platform;
  readonly isPackaged: boolean;
  /** A person stands in front of the lock: only what shows and changes no data is offered. */
  readonly isLocked: boolean;
};

/** What the system does itself, with its own keys, also where no page hears. */
const ROLES: Partial<Record<CommandId, Item['role']>> = {
  'window.fullScreen': 'togglefullscreen',
  'window.minimize': 'minimize',
  'window.close': 'close',
  'app.about': 'about',
  'app.quit': 'quit',
};
/** On a Mac these stand in the menu that carries the app's name. */
const IN_APP_MENU: ReadonlySet<CommandId> = new Set(['go.settings', 'app.about', 'app.quit']);
const SEPARATOR: Item = { type: 'separator' };

export function menuTemplate(state: MenuState, run: (id: CommandId) => void): Item[] {
  const texts = shellTexts(state.settings.language);
  const { menu } = texts;
  const isMac = state.platform === 'mac';
  const item = (id: CommandId) => commandItem(id, state, texts, run);
  const submenuOf = (name: MenuName): Item[] => [
    ...rolesBefore(name, texts),
    ...sectionsOf(name, state, texts, run),
    ...rolesAfter(name, state, texts),
  ];
  const menus = MENUS.map((name): Item => ({ label: menu[name], submenu: submenuOf(name), ...(isMac && MAC_ROLES[name]) }));
  return [...(isMac ? [appMenu(texts, item)] : []), ...menus, ...(state.isPackaged ? [] : [developerMenu(texts)])];
}

/** With these macOS adds its own: the list of windows, the search in Help. */
const MAC_ROLES: Partial<Record<MenuName, Pick<Item, 'role'>>> = { window: { role: 'windowMenu' }, help: { role: 'help' } };

function commandItem(id: CommandId, state: MenuState, texts: ShellTexts, run: (id: CommandId) => void): Item {
  const command = commandOf(id);
  const role = ROLES[id];
  const label = labelOf(id, texts);
  if (role) return { id, role, label };
  const [keys] = command.keys ?? [];
  return {
    id,
    label,
    click: () => run(id),
    enabled: isEnabled(command, state),
    // The page hears its keys itself and in any layout; a Mac cannot show an accelerator without registering it.
    ...(keys && { accelerator: acceleratorOf(keys, state.platform), registerAccelerator: state.platform === 'mac' }),
    ...(command.sets && {
      type: command.sets.off === undefined ? ('radio' as const) : ('checkbox' as const),
      checked: isCommandOn(command, state.settings),
    }),
  };
}

function isEnabled(command: Command, state: MenuState): boolean {
  return !state.isLocked || command.isWhileLocked === true;
}

function labelOf(id: CommandId, texts: ShellTexts): string {
  const [group = '', name = ''] = id.split('.');
  const labels: Readonly<Record<string, Readonly<Record<string, string>>>> = texts.commands;
  return labels[group]?.[name] ?? id;
}

/** Commands of one menu, a line between its sections, submenus where their first entry stands. */
function sectionsOf(name: MenuName, state: MenuState, texts: ShellTexts, run: (id: CommandId) => void): Item[] {
  const here = COMMAND_IDS.filter((id) => commandOf(id).menu?.in === name && !(state.platform === 'mac' && IN_APP_MENU.has(id)));
  const sections = Map.groupBy(here, (id) => commandOf(id).menu?.section ?? 0);
  return [...sections]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([, ids], index) => {
      const entries = ids.flatMap((id): Item[] => {
        const submenu = commandOf(id).menu?.submenu;
        if (submenu === undefined) return [commandItem(id, state, texts, run)];
        const all = ids.filter((other) => commandOf(other).menu?.submenu === submenu);
        if (all[0] !== id) return [];
        return [{ label: texts.menu[submenu], submenu: all.map((other) => commandItem(other, state, texts, run)) }];
      });
      return index === 0 ? entries : [SEPARATOR, ...entries];
    });
}

export function editRoles({ menu }: ShellTexts): Item[] {
  return [
    { role: 'undo', label: menu.undo },
    { role: 'redo', label: menu.redo },
    SEPARATOR,
    { role: 'cut', label: menu.cut },
    { role: 'copy', label: menu.copy },
    { role: 'paste', label: menu.paste },
    { role: 'selectAll', label: menu.selectAll },
  ];
}

function rolesBefore(name: MenuName, texts: ShellTexts): Item[] {
  return name === 'edit' ? [...editRoles(texts), SEPARATOR] : [];
}

function rolesAfter(name: MenuName, { platform }: MenuState, { menu }: ShellTexts): Item[] {
  if (name !== 'window' || platform !== 'mac') return [];
  return [{ role: 'zoom', label: menu.zoomWindow }, SEPARATOR, { role: 'front', label: menu.front }];
}

function appMenu(texts: ShellTexts, item: (id: CommandId) => Item): Item {
  const { menu } = texts;
  return {
    label: menu.app,
    submenu: [
      item('app.about'),
      SEPARATOR,
      item('go.settings'),
      SEPARATOR,
      { role: 'services', label: menu.services },
      SEPARATOR,
      { role: 'hide', label: menu.hide },
      { role: 'hideOthers', label: menu.hideOthers },
      { role: 'unhide', label: menu.showAll },
      SEPARATOR,
      item('app.quit'),
    ],
  };
}

function developerMenu({ menu }: ShellTexts): Item {
  return {
    label: menu.developer,
    submenu: [
      // Ctrl/Cmd-R is "Sync now".
      { role: 'reload', label: menu.reload, accelerator: 'CmdOrCtrl+Shift+R' },
      { role: 'toggleDevTools', label: menu.developerTools },
    ],
  };
}
