/** @file The application menu and the menu of text fields, in the user's language. */
import { Menu, type WebContents } from 'electron';
import type { Language } from '../../shared/contract/common.ts';
import type { CommandId } from '../../shared/domain/commands.ts';
import { editRoles, type MenuState, menuTemplate } from './menu-template.ts';
import { shellTexts } from './texts.ts';

export function setApplicationMenu(state: MenuState, run: (id: CommandId) => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(state, run)));
}

/** Cut, copy and paste where text can be edited or is selected. What is copied as text has a menu of the page's own. */
export function attachTextMenu(contents: WebContents, language: () => Language): void {
  contents.on('context-menu', (_event, params) => {
    const texts = shellTexts(language());
    if (params.isEditable) Menu.buildFromTemplate(editRoles(texts)).popup();
    else if (params.selectionText !== '') Menu.buildFromTemplate([{ role: 'copy', label: texts.menu.copy }]).popup();
  });
}
