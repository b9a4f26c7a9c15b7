import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Handlers } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors.ts';
import { axeProblems } from '../../../test/harness/axe.ts';
import { demoSettings } from '../../../test/harness/fake-bridge-data.ts';
import { type RenderedApp, renderApp } from '../../../test/harness/fake-bridge-render.tsx';
import { CATEGORY_ICONS, categoryIcon } from './category-icons.ts';

const open = (handlers: Partial<Handlers> = {}, state = {}) => renderApp('#/categories', { handlers, state });
const tree = async () => within(await screen.findByRole('treegrid', { name: 'Categories' }));
const row = async (name: string) => (await tree()).findByRole('row', { name });
const names = async () => (await tree()).getAllByRole('row').map((one) => one.getAttribute('aria-label'));
const menu = async ({ user }: RenderedApp, of: string, item: string) => {
  await user.click(await screen.findByRole('button', { name: `Actions for ${of}` }));
  await user.click(await screen.findByRole('menuitem', { name: item }));
};
const fails = () => {
  throw new AppError('disk_full', 'no room');
};

describe('categories', () => {
  it('show both names, what is in each, and parents with what is below them', async () => {
    open();
    const food = await row('Food');
    expect([food.getAttribute('aria-level'), food.textContent]).toEqual(['1', expect.stringContaining('الطعام')]);
    expect(food.textContent).toContain('665 transactions');
    const coffee = await row('Coffee');
    expect([coffee.getAttribute('aria-level'), within(coffee).getByText('1 rule')]).toBeTruthy();
    expect(within(await row('Profit and returns')).getByText('Hidden')).toBeTruthy();
    expect(screen.getByText('42 transactions are in no category')).toBeTruthy();
  });

  it('fold and unfold', async () => {
    const { user } = open();
    await user.click(within(await row('Food')).getByRole('button', { name: /^Collapse/ }));
    await waitFor(() => expect(screen.queryByRole('row', { name: 'Coffee' })).toBeNull());
    await user.click(within(await row('Food')).getByRole('button', { name: /^Expand/ }));
    expect(await row('Coffee')).toBeTruthy();
  });

  it('are renamed in both languages, with colour and symbol, and that is taken back', async () => {
    const app = open();
    await menu(app, 'Coffee', 'Edit');
    const dialog = within(await screen.findByRole('dialog', { name: 'Edit Coffee' }));
    const english = dialog.getByRole('textbox', { name: 'Name in English' });
    await app.user.clear(english);
    await app.user.type(english, 'Cafés');
    await app.user.click(dialog.getByRole('radio', { name: 'Plum' }));
    await app.user.click(dialog.getByRole('option', { name: 'Pizza' }));
    await app.user.click(dialog.getByRole('button', { name: 'Save' }));
    expect(await row('Cafés')).toBeTruthy();
    expect(app.bridge.calls).toContainEqual({
      name: 'categories.update',
      input: { id: 303, nameAr: 'المقاهي', nameEn: 'Cafés', colour: 3, icon: 'pizza' },
    });
    await app.user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await row('Coffee')).toBeTruthy();
    expect(await screen.findByText('Taken back')).toBeTruthy();
  });

  it('are added below a parent; a name given in one language stands for both', async () => {
    const app = open();
    await menu(app, 'Food', 'Add below');
    const dialog = within(await screen.findByRole('dialog', { name: 'New category' }));
    expect(dialog.getByRole('button', { name: 'Add category' }).hasAttribute('disabled')).toBe(true);
    await app.user.type(dialog.getByRole('textbox', { name: 'Name in English' }), 'Bakery{Enter}');
    expect(await row('Bakery')).toBeTruthy();
    expect(app.bridge.calls).toContainEqual({
      name: 'categories.create',
      input: { nameAr: 'Bakery', nameEn: 'Bakery', parentId: 3, flow: 'expense', colour: 2, icon: 'utensils' },
    });
  });

  it('keep the dialog and say why when they cannot be saved', async () => {
    const app = open({ 'categories.update': fails });
    await menu(app, 'Coffee', 'Edit');
    const dialog = within(await screen.findByRole('dialog'));
    await app.user.click(dialog.getByRole('button', { name: 'Save' }));
    expect((await dialog.findByRole('alert')).textContent).toBe('The disk is full');
    await app.user.click(dialog.getByRole('textbox', { name: 'Name in English' }));
    await app.user.paste('x'.repeat(60));
    expect(dialog.getAllByText('At most 60 letters.')).toHaveLength(2);
  });

  it('move among their siblings by keyboard, and no further', async () => {
    const { user, bridge } = open();
    (await row('Coffee')).focus();
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(bridge.calls.some(({ name }) => name === 'categories.move')).toBe(false);
    await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
    await waitFor(async () => expect((await names()).slice(10, 14)).toEqual(['Food', 'Groceries', 'Coffee', 'Eating out']));
    expect(screen.getByText('Coffee is number 2 of 3 now')).toBeTruthy();
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Coffee'));
  });

  it('move with the handle: picked up, carried and put down by keyboard', async () => {
    const { user, bridge } = open();
    (await row('Groceries')).focus();
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Move Groceries');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Insert between Groceries/));
    await user.keyboard('{ArrowDown}{Enter}');
    await waitFor(() => expect(bridge.calls).toContainEqual({ name: 'categories.move', input: { id: 301, position: 2 } }));
  });

  it('move with a whole family', async () => {
    const app = open();
    await menu(app, 'Home', 'Move up');
    await waitFor(async () =>
      expect((await names()).slice(0, 7).filter((name) => /Home|Rent|Furniture|Income/.test(name ?? ''))).toEqual([
        'Home',
        'Rent',
        'Furniture and repairs',
        'Income',
      ]),
    );
  });

  it('are hidden and shown again', async () => {
    const app = open();
    await menu(app, 'Coffee', 'Hide');
    expect(await within(await row('Coffee')).findByText('Hidden')).toBeTruthy();
    await menu(app, 'Coffee', 'Show again');
    await waitFor(async () => expect(within(await row('Coffee')).queryByText('Hidden')).toBeNull());
  });

  it('are removed only where the person made them, and say what goes where', async () => {
    const app = open();
    await app.user.click(await screen.findByRole('button', { name: 'Actions for Coffee' }));
    expect(screen.queryByRole('menuitem', { name: 'Remove' })).toBeNull();
    await app.user.keyboard('{Escape}');
    await menu(app, 'Pets', 'Remove');
    const dialog = within(await screen.findByRole('dialog', { name: 'Remove Pets?' }));
    expect(await dialog.findByText('12 transactions')).toBeTruthy();
    expect(dialog.getByText('1 rule, which then sorts into the other category')).toBeTruthy();
    await app.user.click(dialog.getByRole('button', { name: /Move all of that to/ }));
    expect(screen.queryByRole('option', { name: 'Pets' })).toBeNull();
    await app.user.click(await screen.findByRole('option', { name: 'Education' }));
    await app.user.click(dialog.getByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(screen.queryByRole('row', { name: 'Pets' })).toBeNull());
    expect(app.bridge.calls).toContainEqual({ name: 'categories.remove', input: { id: 10_000, moveToId: 801 } });
    await app.user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await row('Pets')).toBeTruthy();
  });

  it('say when something can no longer be taken back', async () => {
    const app = open({
      'undo.run': () => {
        throw new AppError('not_found', 'too old');
      },
    });
    await menu(app, 'Coffee', 'Hide');
    await app.user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByText(/can no longer be taken back/)).toBeTruthy();
  });

  it('have their loading and error states', async () => {
    open({ 'categories.list': () => new Promise<never>(() => {}) });
    expect((await screen.findAllByText('Loading')).length).toBeGreaterThan(0);
    open({ 'categories.list': fails });
    expect((await screen.findByRole('alert')).textContent).toContain('K4-71');
  });

  it('have a name for every symbol, and a plain tag for one that is not known', async () => {
    const app = open();
    await menu(app, 'Coffee', 'Edit');
    const options = (await screen.findAllByRole('option')).map((option) => option.getAttribute('aria-label'));
    expect(options).toHaveLength(CATEGORY_ICONS.length);
    expect(options.filter((name) => name === null || name.startsWith('categories.'))).toEqual([]);
    expect(categoryIcon('constructor')).toBe(categoryIcon('tag'));
  });

  it('read in Arabic and break no accessibility rule', async () => {
    const { container } = open({}, { settings: { ...demoSettings, language: 'ar' } });
    const arabic = within(await screen.findByRole('treegrid', { name: 'الفئات' }));
    expect(arabic.getByRole('row', { name: 'المقاهي' }).textContent).toContain('Coffee');
    expect(await axeProblems(container)).toEqual([]);
  });
});

describe('what the banks call it', () => {
  const openBanks = (handlers: Partial<Handlers> = {}, ledger = {}) => renderApp('#/categories/banks', { handlers, ledger });
  const line = async (name: string) => {
    const list = within(await screen.findByRole('list', { name: 'What your banks call it' }));
    return within(list.getAllByRole('listitem').find((item) => item.textContent?.includes(name)) ?? document.body);
  };

  it('shows the path, how much is in it and what it stands for', async () => {
    openBanks();
    const cafes = await line('Cafés');
    expect(cafes.getByText('Freizeit')).toBeTruthy();
    expect(cafes.getByText('190 transactions')).toBeTruthy();
    await waitFor(() => expect(cafes.getByRole('button', { name: /Category for Cafés/ }).textContent).toContain('Coffee'));
    expect((await line('Sonstiges')).getByText('Your choice')).toBeTruthy();
  });

  it('is overruled, marked as the person’s choice, and given back to Mizan', async () => {
    const { user, bridge } = openBanks();
    await user.click((await line('Cafés')).getByRole('button', { name: /Category for Cafés/ }));
    await user.click(await screen.findByRole('option', { name: 'Eating out' }));
    expect(await (await line('Cafés')).findByText('Your choice')).toBeTruthy();
    expect(bridge.calls).toContainEqual({ name: 'categories.map', input: { providerId: '52', categoryId: 302 } });
    expect(await screen.findByText('Cafés is Eating out now')).toBeTruthy();
    await user.click((await line('Cafés')).getByRole('button', { name: 'Let Mizan choose again for Cafés' }));
    await waitFor(async () => expect((await line('Cafés')).queryByText('Your choice')).toBeNull());
  });

  it('offers no hidden category', async () => {
    const { user } = openBanks();
    await user.click((await line('Tanken')).getByRole('button', { name: /Category for Tanken/ }));
    expect(await screen.findByRole('option', { name: 'Salary' })).toBeTruthy();
    expect(screen.queryByRole('option', { name: 'Profit and returns' })).toBeNull();
  });

  it('has its empty, loading and error states, and breaks no accessibility rule', async () => {
    openBanks({}, { state: 'empty' });
    expect(await screen.findByText('The banks have named nothing yet')).toBeTruthy();
    openBanks({ 'categories.mappings': () => new Promise<never>(() => {}) });
    expect((await screen.findAllByText('Loading')).length).toBeGreaterThan(0);
    openBanks({ 'categories.mappings': fails });
    expect(await screen.findByRole('alert')).toBeTruthy();
    const { container } = openBanks();
    await line('Cafés');
    expect(await axeProblems(container)).toEqual([]);
  });
});
