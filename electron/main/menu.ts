/** @file The application menu and the menu of text fields, in the user's language. */
import { Menu, type MenuItemConstructorOptions, type WebContents } from 'electron';
import type { Language } from '../../shared/contract/common.ts';
import { type ShellTexts, shellTexts } from './texts.ts';

export type MenuDeps = { readonly language: Language; readonly isPackaged: boolean; readonly navigate: (to: string) => void };
type Texts = ShellTexts['menu'];

const separator: MenuItemConstructorOptions = { type: 'separator' };

function settingsItem(texts: Texts, deps: MenuDeps): MenuItemConstructorOptions {
  return { label: texts.settings, accelerator: 'CmdOrCtrl+,', click: () => deps.navigate('/settings') };
}

function firstMenu(texts: Texts, deps: MenuDeps): MenuItemConstructorOptions {
  if (process.platform !== 'darwin') {
    return { label: texts.file, submenu: [settingsItem(texts, deps), separator, { role: 'quit', label: texts.quit }] };
  }
  return {
    label: texts.app,
    submenu: [
      { role: 'about', label: texts.about },
      separator,
      settingsItem(texts, deps),
      separator,
      { role: 'hide', label: texts.hide },
      { role: 'hideOthers', label: texts.hideOthers },
      { role: 'unhide', label: texts.showAll },
      separator,
      { role: 'quit', label: texts.quit },
    ],
  };
}

function editItems(texts: Texts): MenuItemConstructorOptions[] {
  return [
    { role: 'undo', label: texts.undo },
    { role: 'redo', label: texts.redo },
    separator,
    { role: 'cut', label: texts.cut },
    { role: 'copy', label: texts.copy },
    { role: 'paste', label: texts.paste },
    { role: 'selectAll', label: texts.selectAll },
  ];
}

function goItems(texts: Texts, deps: MenuDeps): MenuItemConstructorOptions[] {
  const item = (label: string, digit: number, to: string) => ({ label, accelerator: `CmdOrCtrl+${digit}`, click: () => deps.navigate(to) });
  return [item(texts.overview, 1, '/overview'), item(texts.transactions, 2, '/transactions'), item(texts.accounts, 3, '/accounts')];
}

function viewItems(texts: Texts): MenuItemConstructorOptions[] {
  return [
    { role: 'resetZoom', label: texts.actualSize },
    { role: 'zoomIn', label: texts.zoomIn },
    { role: 'zoomOut', label: texts.zoomOut },
    separator,
    { role: 'togglefullscreen', label: texts.fullScreen },
  ];
}

export function setApplicationMenu(deps: MenuDeps): void {
  const texts = shellTexts(deps.language).menu;
  const developer: MenuItemConstructorOptions = {
    label: texts.developer,
    submenu: [
      { role: 'reload', label: texts.reload },
      { role: 'toggleDevTools', label: texts.developerTools },
    ],
  };
  const template: MenuItemConstructorOptions[] = [
    firstMenu(texts, deps),
    { label: texts.edit, submenu: editItems(texts) },
    { label: texts.go, submenu: goItems(texts, deps) },
    { label: texts.view, submenu: viewItems(texts) },
    {
      label: texts.window,
      submenu: [
        { role: 'minimize', label: texts.minimize },
        { role: 'close', label: texts.closeWindow },
      ],
    },
    ...(deps.isPackaged ? [] : [developer]),
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

/** Cut, copy and paste where text can be edited or is selected; no menu anywhere else. */
export function attachTextMenu(contents: WebContents, language: () => Language): void {
  contents.on('context-menu', (_event, params) => {
    const texts = shellTexts(language()).menu;
    if (params.isEditable) Menu.buildFromTemplate(editItems(texts)).popup();
    else if (params.selectionText !== '') Menu.buildFromTemplate([{ role: 'copy', label: texts.copy }]).popup();
  });
}
