import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { axeProblems } from '../../../test/harness/axe.ts';
import { giveElementsSizes } from '../../../test/harness/element-sizes.ts';
import { demoSettings } from '../../../test/harness/fake-bridge-data.ts';
import { type RenderedApp, renderApp } from '../../../test/harness/fake-bridge-render.tsx';
import { createFakeLedger } from '../../../test/harness/fake-ledger.ts';

giveElementsSizes();
afterEach(() => vi.restoreAllMocks());

const open = (query = '', state = {}) => renderApp(`#/transactions${query}`, { state });
const row = async (name: RegExp): Promise<HTMLElement> => {
  const [first] = await screen.findAllByRole('row', { name });
  if (!first) throw new Error(`no row ${name}`);
  return first;
};
/** With the keyboard at the first row. */
async function atFirstRow(app: RenderedApp): Promise<HTMLElement> {
  await row(/Coffee Counter/);
  const grid = screen.getByRole('grid');
  grid.focus();
  await app.user.keyboard('j');
  return grid;
}
const selected = () => screen.getAllByRole('row', { selected: true }).map((one) => one.getAttribute('aria-label')?.split('. ')[1]);
const edits = ({ bridge }: RenderedApp) => bridge.calls.filter((call) => call.name === 'transactions.edit').map((call) => call.input);

describe('selecting', () => {
  it('by x, with Shift on the way, by the box, with Ctrl, up to a pressed row; Escape lets go', async () => {
    const app = open();
    const grid = await atFirstRow(app);
    await app.user.keyboard('x');
    expect(selected()).toEqual(['Coffee Counter']);
    await app.user.keyboard('{Shift>}{ArrowDown}{/Shift}');
    expect(selected()).toEqual(['Coffee Counter', 'Corner Grocery']);
    await app.user.keyboard('{Control>}');
    await app.user.click(await row(/Metro top-up/));
    await app.user.keyboard('{/Control}');
    expect(selected()).toEqual(['Coffee Counter', 'Corner Grocery', 'Metro top-up']);
    const box = (await row(/City Pharmacy/)).querySelector('[data-box]');
    if (box) await app.user.click(box);
    await app.user.keyboard('{Shift>}');
    await app.user.click(await row(/Electricity bill/));
    await app.user.keyboard('{/Shift}');
    expect(selected()).toHaveLength(7);
    expect(screen.getByRole('toolbar', { name: 'Selected transactions' }).textContent).toContain('7 selected');
    expect(window.location.hash).toBe('#/transactions');
    grid.focus();
    await app.user.keyboard('{Escape}');
    expect(screen.queryAllByRole('row', { selected: true })).toEqual([]);
  });

  it('sums what is picked, and asks the core for a range beyond the rows that are here', async () => {
    const app = renderApp('#/transactions', { handlers: createFakeLedger({ transactions: 3000 }) });
    await atFirstRow(app);
    await app.user.keyboard('jx{Shift>}{End}{/Shift}');
    expect(await screen.findByText('2,999 selected')).toBeTruthy();
    expect(app.bridge.calls.some((call) => call.name === 'transactions.between')).toBe(true);
  });

  it('takes everything that matches, but the rows taken out again', async () => {
    const app = open('?account=a-9034');
    const grid = await atFirstRow(app);
    await app.user.click(screen.getByRole('checkbox', { name: 'Select all' }));
    const all = (await screen.findByText(/^\d+ selected$/)).textContent;
    grid.focus();
    await app.user.keyboard('x');
    expect(screen.getByText(/^\d+ selected$/).textContent).not.toBe(all);
    await app.user.keyboard('r');
    await screen.findByText(/transactions? reviewed|to review again/);
    expect(edits(app)).toMatchObject([{ target: { filter: { accountIds: ['a-9034'] }, exceptIds: [1] } }]);
  });

  it('never picks what the bank took back', async () => {
    const ledger = createFakeLedger();
    const page: (typeof ledger)['transactions.page'] = async (input) => {
      const answer = await ledger['transactions.page'](input);
      return { ...answer, rows: answer.rows.map((one) => (one.id === 1 ? { ...one, removedAt: '2026-11-07T11:05:00.000Z' } : one)) };
    };
    const app = renderApp('#/transactions', { handlers: { ...ledger, 'transactions.page': page } });
    await atFirstRow(app);
    await app.user.keyboard('xc');
    expect(screen.queryAllByRole('row', { selected: true })).toEqual([]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('editing by keys', () => {
  it('C moves a row to the category typed, and Undo brings it back', async () => {
    const app = open();
    await atFirstRow(app);
    await app.user.keyboard('jc');
    const dialog = await screen.findByRole('dialog', { name: 'Category of Corner Grocery' });
    await app.user.keyboard('coff{Enter}');
    await waitFor(() => expect(dialog.isConnected).toBe(false));
    await waitFor(async () => expect((await row(/Corner Grocery/)).textContent).toContain('Coffee'));
    await app.user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(async () => expect((await row(/Corner Grocery/)).textContent).toContain('Groceries'));
    await app.user.click(await screen.findByRole('button', { name: 'Redo' }));
    await waitFor(async () => expect((await row(/Corner Grocery/)).textContent).toContain('Coffee'));
  });

  it('finds a category by its name in the other language', async () => {
    const app = open('', { settings: { ...demoSettings, language: 'ar' } });
    await screen.findAllByRole('row', { name: /بقالة الزاوية/ });
    screen.getByRole('grid').focus();
    // The keys of an Arabic layout: J is ت, C is ؤ.
    await app.user.keyboard('[KeyJ][KeyJ][KeyC]');
    await screen.findByRole('dialog', { name: 'فئة بقالة الزاوية' });
    await app.user.keyboard('pharm{Enter}');
    await waitFor(() => expect(edits(app)).toEqual([{ target: { ids: [2] }, changes: { categoryId: 501 } }]));
  });

  it('T gives tags, old and new ones, to all selected rows', async () => {
    const app = open();
    await atFirstRow(app);
    await app.user.keyboard('xjxt');
    await screen.findByRole('dialog', { name: 'Tags of 2 transactions' });
    await app.user.keyboard('fam{Enter}');
    await app.user.clear(screen.getByRole('combobox', { name: /Find or make a tag/ }));
    await app.user.keyboard('trip 2026{Enter}');
    await app.user.click(screen.getByRole('button', { name: 'Add tags' }));
    await waitFor(() => expect(edits(app)).toEqual([{ target: { ids: [1, 2] }, changes: { addTags: ['family', 'trip 2026'] } }]));
    expect(await screen.findByText('Tags changed on 2 transactions')).toBeTruthy();
    await waitFor(async () => expect((await row(/Coffee Counter/)).getAttribute('aria-label')).toContain('Tags: family, trip 2026.'));
    expect(screen.queryAllByRole('row', { selected: true })).toEqual([]);
  });

  it('N writes a note, and shows the whole of a long one', async () => {
    const app = open();
    await atFirstRow(app);
    await app.user.keyboard('n');
    await app.user.type(await screen.findByRole('textbox', { name: 'Note' }), 'with Sara');
    await app.user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(async () => expect((await row(/Coffee Counter/)).getAttribute('aria-label')).toContain('Has a note.'));
    await app.user.keyboard('jjjn');
    expect(((await screen.findByRole('textbox', { name: 'Note' })) as HTMLTextAreaElement).value).toBe(
      'Dinner after the school play. Half to be paid back.',
    );
  });

  it('R marks as reviewed and again not, and a row leaves the list it no longer belongs to', async () => {
    const app = open('?unreviewed=1');
    await atFirstRow(app);
    await app.user.keyboard('r');
    await waitFor(() => expect(screen.queryByRole('row', { name: /Coffee Counter/ })).toBeNull());
    expect(await screen.findByText('1 of 400')).toBeTruthy();
    await app.user.keyboard('{Control>}z{/Control}');
    expect(await row(/Coffee Counter/)).toBeTruthy();
  });

  it('E renames in the drawer; the bank’s name stays, and an empty name brings it back', async () => {
    const app = open();
    await atFirstRow(app);
    await app.user.keyboard('je');
    const field = await screen.findByRole('textbox', { name: 'Name' });
    expect(document.activeElement).toBe(field);
    await app.user.clear(field);
    await app.user.type(field, 'Weekly shop{Enter}');
    await waitFor(() => expect(edits(app)).toEqual([{ target: { ids: [2] }, changes: { title: 'Weekly shop' } }]));
    expect(await screen.findByRole('heading', { name: 'Weekly shop' })).toBeTruthy();
  });

  it('is taken back with Ctrl+Z on another page too, but not out of a field', async () => {
    const app = open();
    await atFirstRow(app);
    await app.user.keyboard('r');
    await screen.findByText('1 transaction reviewed');
    window.location.hash = '#/accounts';
    await screen.findByRole('heading', { name: 'Accounts', level: 1 });
    await app.user.keyboard('{Control>}k{/Control}');
    await screen.findByRole('dialog');
    expect(document.activeElement?.tagName).toBe('INPUT');
    await app.user.keyboard('{Control>}z{/Control}');
    expect(app.bridge.calls.some((call) => call.name === 'transactions.undo')).toBe(false);
    await app.user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await app.user.keyboard('{Control>}z{/Control}');
    expect(await screen.findByText('Taken back on 1 transaction')).toBeTruthy();
    await app.user.keyboard('{Control>}z{/Control}');
    expect(await screen.findByText('Nothing to undo')).toBeTruthy();
  });
});

describe('editing in the drawer', () => {
  const drawer = async () => within(await screen.findByRole('complementary'));

  it('changes category, tags, note and review in place', async () => {
    const app = open('?open=4');
    const inside = await drawer();
    await app.user.click(await inside.findByRole('button', { name: 'Category: Food › Eating out' }));
    await app.user.keyboard('groc{Enter}');
    await app.user.click(await inside.findByRole('button', { name: 'Take off the tag family' }));
    await app.user.click(await inside.findByRole('button', { name: /^Note: Dinner/ }));
    const note = await inside.findByRole('textbox', { name: 'Note' });
    await app.user.clear(note);
    await app.user.type(note, 'Paid back');
    await app.user.click(inside.getByRole('button', { name: 'Save' }));
    await app.user.click(await inside.findByRole('button', { name: 'Review again' }));
    await waitFor(() =>
      expect(edits(app)).toEqual(
        [{ categoryId: 301 }, { removeTags: ['family'] }, { note: 'Paid back' }, { isReviewed: false }].map((changes) => ({
          target: { ids: [4] },
          changes,
        })),
      ),
    );
    expect(await inside.findByRole('button', { name: 'Category: Food › Groceries' })).toBeTruthy();
    expect(await inside.findByRole('button', { name: 'Mark as reviewed' })).toBeTruthy();
  });

  it('makes a rule of a row: by its button, by A in the list, and from the palette', async () => {
    const app = open('?open=4');
    const inside = await drawer();
    await app.user.click(await inside.findByRole('button', { name: 'Always categorise like this…' }));
    expect(await screen.findByRole('dialog', { name: 'New rule' })).toBeTruthy();
    await app.user.keyboard('{Escape}');
    await atFirstRow(app);
    await app.user.keyboard('a');
    expect(await screen.findByRole('dialog', { name: 'New rule' })).toBeTruthy();
    await app.user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await app.user.keyboard('{Control>}k{/Control}always like{Enter}');
    expect(await screen.findByRole('dialog', { name: 'New rule' })).toBeTruthy();
  });

  it('says what a row is half of, and goes to the other half', async () => {
    const app = open('?open=45');
    const half = within(await screen.findByRole('region', { name: 'Own transfer' }));
    await app.user.click(await half.findByRole('button', { name: 'Show the other half' }));
    expect(window.location.hash).toContain('open=945');
  });

  it('tells who said each field: you and when, a rule by its number', async () => {
    open('?open=4');
    const inside = await drawer();
    expect(await inside.findByText('You, 5 Nov')).toBeTruthy();
    window.location.hash = '#/transactions?open=2';
    expect(await inside.findByText('Rule 3')).toBeTruthy();
  });
});

describe('managing tags', () => {
  it('renames, merges and removes them, each with a way back', async () => {
    const app = open();
    await atFirstRow(app);
    await app.user.keyboard('t');
    await app.user.click(await screen.findByRole('button', { name: 'Manage tags' }));
    await app.user.click(await screen.findByRole('button', { name: 'Rename family' }));
    const name = await screen.findByRole('textbox', { name: 'New name' });
    await app.user.clear(name);
    await app.user.type(name, 'reimburse');
    expect(screen.getByText('There is a tag reimburse; the two become one.')).toBeTruthy();
    await app.user.clear(name);
    await app.user.type(name, 'household{Enter}');
    await app.user.click(await screen.findByRole('button', { name: 'Merge household into another' }));
    await app.user.click(await screen.findByRole('option', { name: 'reimburse' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Rename household' })).toBeNull());
    await app.user.click(screen.getByRole('button', { name: 'Remove reimburse' }));
    expect(await screen.findByText('No tags yet')).toBeTruthy();
    expect(app.bridge.calls.filter((call) => call.name.startsWith('tags.') && call.name !== 'tags.list').map((call) => call.name)).toEqual([
      'tags.rename',
      'tags.merge',
      'tags.remove',
    ]);
  });
});

describe('print', () => {
  it('lays out exactly the filtered rows, with what they are a list of, and puts everything back', async () => {
    const print = vi.spyOn(window, 'print').mockImplementation(() => undefined);
    const app = open(`?q=${encodeURIComponent('grocery >200')}&account=a-4821`, { settings: { ...demoSettings, theme: 'dark' } });
    const count = Number.parseInt((await screen.findByText(/of 400/)).textContent ?? '', 10);
    await app.user.click(screen.getByRole('button', { name: 'Print what is shown' }));
    await waitFor(() => expect(print).toHaveBeenCalledOnce());
    const sheet = document.querySelector('body > div > table');
    const rows = [...(sheet?.querySelectorAll('tbody tr') ?? [])].filter((one) => one.querySelector('th') === null);
    expect(rows).toHaveLength(count);
    expect(rows.every((one) => one.textContent?.includes('Corner Grocery'))).toBe(true);
    expect(sheet?.previousElementSibling?.textContent).toContain(
      'Search: grocery · more than 200 · Account: Current account •• 4821 · Newest first',
    );
    expect(document.documentElement.dataset.theme).toBe('light');
    window.dispatchEvent(new Event('afterprint'));
    await waitFor(() => expect(document.querySelector('body > div > table')).toBeNull());
    expect(document.documentElement.dataset.theme).toBe('dark');
  });

  it('says so when the list is longer than anyone prints', async () => {
    const app = renderApp('#/transactions', { handlers: createFakeLedger({ transactions: 5001 }) });
    await row(/Coffee Counter/);
    await app.user.click(screen.getByRole('button', { name: 'Print what is shown' }));
    expect(await screen.findByRole('dialog', { name: 'Too long to print' })).toBeTruthy();
    expect(screen.getByText(/up to 5,000 transactions and this list has 5,001/)).toBeTruthy();
  });
});

it('hands what is shown to the export', async () => {
  const app = open('?q=rent&sort=largest&direction=out&open=4');
  await app.user.click(await screen.findByRole('button', { name: 'Clear filters' })).catch(() => undefined);
  window.location.hash = '#/transactions?q=grocery&sort=largest&direction=out&open=2';
  await row(/Corner Grocery/);
  await app.user.click(screen.getByRole('button', { name: 'Export what is shown' }));
  await waitFor(() => expect(window.location.hash).toBe('#/export?q=grocery&direction=out&sort=largest'));
});

describe('accessibility', () => {
  it.each(['en', 'ar'] as const)('breaks no rule with rows selected, nor in its dialogs (%s)', async (language) => {
    const app = open('', { settings: { ...demoSettings, language } });
    await screen.findAllByRole('row', { name: language === 'en' ? /Coffee Counter/ : /ركن القهوة/ });
    screen.getByRole('grid').focus();
    await app.user.keyboard('jxjx');
    expect(await axeProblems(app.container)).toEqual([]);
    for (const key of ['c', 't', 'n']) {
      screen.getByRole('grid', { hidden: true }).focus();
      await app.user.keyboard(key);
      expect(await axeProblems(await screen.findByRole('dialog'))).toEqual([]);
      await app.user.keyboard('{Escape}');
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    }
  });
});
