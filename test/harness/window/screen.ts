/** @file A screen, dialog, drawer or menu of the real window: how to come to it, and what has to be put back when leaving. */
import type { Locator } from 'playwright';
import { goTo, runCommand, settle, type View } from './view.ts';

export type WindowScreen = {
  readonly name: string;
  readonly open: (view: View) => Promise<void>;
  /** Escape alone does not undo it. */
  readonly leave?: (view: View) => Promise<void>;
};

export const at = (name: string, hash: string): WindowScreen => ({ name, open: (view) => goTo(view, hash) });

export const byCommand = (name: string, title: (view: View) => string | Promise<string>, hash = '#/overview'): WindowScreen => ({
  name,
  async open(view) {
    await goTo(view, hash);
    await runCommand(view, await title(view));
  },
});

/** Goes somewhere and presses what a person presses there. */
export const afterPressing = (name: string, hash: string, ...presses: readonly ((view: View) => Locator)[]): WindowScreen => ({
  name,
  async open(view) {
    await goTo(view, hash);
    for (const press of presses) {
      await press(view).click();
      await settle(view);
    }
    // In the other language something else may lie under the pointer.
    await view.mizan.page.mouse.move(0, 0);
    await settle(view);
  },
});

/** The button of that locale key; the first where there are several. */
export const button =
  (key: string, values: Readonly<Record<string, string>> = {}) =>
  ({ mizan, t }: View): Locator =>
    mizan.page.getByRole('button', { name: t(key, values), exact: true }).first();

/** A button whose name goes on with the field it belongs to. */
export const fieldButton =
  (key: string) =>
  ({ mizan, t }: View): Locator =>
    mizan.page.getByRole('button', { name: t(key) }).first();

/** Words that do something where they stand. */
export const link =
  (key: string) =>
  ({ mizan, t }: View): Locator =>
    mizan.page.getByRole('link', { name: t(key), exact: true }).first();

export const menuItem =
  (key: string) =>
  ({ mizan, t }: View): Locator =>
    mizan.page.getByRole('menuitem', { name: t(key) }).first();

/** The first "…" of the page. */
export const moreButton = ({ mizan }: View): Locator =>
  mizan.page.getByRole('main').locator('button[aria-haspopup]:not([aria-haspopup=listbox])').first();
