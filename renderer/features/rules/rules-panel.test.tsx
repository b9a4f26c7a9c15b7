import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Handlers } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors.ts';
import { axeProblems } from '../../../test/harness/axe.ts';
import { demoSettings } from '../../../test/harness/fake-bridge-data.ts';
import { type RenderedApp, renderApp, renderPart } from '../../../test/harness/fake-bridge-render.tsx';
import { AlwaysCategoriseDialog } from './public.ts';

const open = (handlers: Partial<Handlers> = {}, state = {}, ledger = {}) => renderApp('#/categories/rules', { handlers, state, ledger });
const rows = async () => within(await screen.findByRole('grid', { name: 'Your rules' })).getAllByRole('row');
const words = async () => (await rows()).map((row) => row.getAttribute('aria-label'));
const menu = async ({ user }: RenderedApp, of: RegExp, item: string) => {
  await user.click(await screen.findByRole('button', { name: of }));
  await user.click(await screen.findByRole('menuitem', { name: item }));
};
const fails = () => {
  throw new AppError('disk_full', 'no room');
};
const inputOf = ({ bridge }: RenderedApp, name: string) => bridge.calls.findLast((call) => call.name === name)?.input;

describe('rules', () => {
  it('say in words what they look for, where they put it, and how much they decide', async () => {
    open();
    const [coffee, fuel, vet] = await rows();
    expect(await words()).toEqual([
      'contains “Coffee Counter” · money out',
      'contains “Fuel” · SAR 20.00 to SAR 400.00 · at Credit card',
      'contains “Vet clinic”',
    ]);
    await waitFor(() => expect(coffee?.textContent).toContain('Coffee205 transactions'));
    expect([fuel?.textContent, vet?.textContent]).toEqual([expect.stringContaining('96 transactions'), expect.stringContaining('paused')]);
    expect(within(coffee ?? document.body).getByRole('switch', { name: /^On: contains “Coffee/ })).toBeTruthy();
  });

  it('are put in order by keyboard and by their menu, and that is taken back', async () => {
    const app = open();
    (await rows())[1]?.focus();
    await app.user.keyboard('{Alt>}{ArrowUp}{/Alt}');
    await waitFor(() => expect(inputOf(app, 'rules.move')).toEqual({ id: 2, position: 1 }));
    await waitFor(async () => expect((await words())[0]).toContain('Fuel'));
    await app.user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(async () => expect((await words())[0]).toContain('Coffee Counter'));
    await menu(app, /^Actions for contains “Coffee/, 'Move down');
    await waitFor(async () => expect((await words())[0]).toContain('Fuel'));
  });

  it('are paused and set going again', async () => {
    const app = open();
    await app.user.click(await screen.findByRole('switch', { name: /Coffee Counter/ }));
    await waitFor(() => expect(inputOf(app, 'rules.update')).toEqual({ id: 1, isActive: false }));
    expect(await screen.findByText('Rule paused. 14 transactions changed.')).toBeTruthy();
  });

  it('are removed, and that is taken back', async () => {
    const app = open();
    await menu(app, /^Actions for contains “Coffee/, 'Remove');
    await waitFor(async () => expect(await words()).toHaveLength(2));
    expect(await screen.findByText('Rule removed. 205 transactions changed.')).toBeTruthy();
    await app.user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(async () => expect(await words()).toHaveLength(3));
  });

  it('have their empty, loading and error states', async () => {
    open({}, {}, { state: 'empty' });
    expect(await screen.findByText('No rules yet')).toBeTruthy();
    open({ 'rules.list': () => new Promise<never>(() => {}) });
    expect((await screen.findAllByText('Loading')).length).toBeGreaterThan(0);
    open({ 'rules.list': fails });
    expect((await screen.findByRole('alert')).textContent).toContain('K4-71');
  });

  it('read in Arabic and break no accessibility rule', async () => {
    const { container } = open({}, { settings: { ...demoSettings, language: 'ar' } });
    expect(await screen.findByRole('row', { name: 'تحوي «ركن القهوة» · مبلغ خارج' })).toBeTruthy();
    expect(await axeProblems(container)).toEqual([]);
  });
});

describe('the rule dialog', () => {
  const preview = async () => within(await screen.findByRole('region', { name: 'What this changes' }));

  it('shows what would change, what stays and why, and some rows before and after', async () => {
    const { user } = open();
    await user.click((await rows())[0] ?? document.body);
    const pane = await preview();
    expect(await pane.findByText('14 transactions change.')).toBeTruthy();
    expect(pane.getByText('24 fit.', { exact: false })).toBeTruthy();
    expect(pane.getByText('5 are Coffee already')).toBeTruthy();
    expect(pane.getByText('3 stay because you chose their category yourself')).toBeTruthy();
    expect(pane.getByText(/^1 stays because it is a transfer/)).toBeTruthy();
    expect(pane.getByText('1 stays because an earlier rule decides it')).toBeTruthy();
    expect(pane.getAllByRole('listitem').some((item) => /Coffee Counter−22\.50.*Eating outCoffee/.test(item.textContent ?? ''))).toBe(true);
    expect(pane.getByText('and 10 more')).toBeTruthy();
  });

  it('asks for a text, an amount or an account, and for where it goes, before it saves', async () => {
    const app = open();
    await app.user.click(await screen.findByRole('button', { name: 'New rule' }));
    const save = await screen.findByRole('button', { name: 'Save rule' });
    expect((await preview()).getByText(/Say what to look for/)).toBeTruthy();
    await app.user.click(save);
    expect(await screen.findByText('Give a text, an amount or an account.')).toBeTruthy();
    await app.user.type(screen.getByRole('textbox', { name: 'Text in the bank’s own words' }), 'vet');
    expect(await screen.findByText('Choose where it puts what it finds.')).toBeTruthy();
    expect(app.bridge.calls.some(({ name }) => name === 'rules.create')).toBe(false);
    await app.user.click(screen.getByRole('button', { name: /^Choose a category/ }));
    await app.user.click(await screen.findByRole('option', { name: 'Pets' }));
    await app.user.click(save);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(inputOf(app, 'rules.create')).toMatchObject({ draft: { text: 'vet', categoryId: 10_000, direction: 'any' } });
    expect(await screen.findByText('Rule saved. 14 transactions are Pets now.')).toBeTruthy();
  });

  it('reads amounts in both kinds of digits, and says when they are none or the wrong way round', async () => {
    const app = open();
    await app.user.click((await rows())[1] ?? document.body);
    const field = async (name: string, text: string) => {
      const input = await screen.findByRole('textbox', { name });
      await app.user.clear(input);
      await app.user.click(input);
      await app.user.paste(text);
    };
    await field('to', '1x');
    expect(await screen.findByText('This is no amount.')).toBeTruthy();
    await field('to', '١٠');
    expect(await screen.findByText('This is less than where it starts.')).toBeTruthy();
    await field('to', '١٬٢٥٠٫٥');
    await app.user.click(screen.getByRole('button', { name: 'Save rule' }));
    await waitFor(() =>
      expect(inputOf(app, 'rules.update')).toMatchObject({ id: 2, draft: { minMinor: 20_00, maxMinor: 1_250_50, currency: 'SAR' } }),
    );
  });

  it('says that nothing fits yet, that a rule is paused, and why a preview failed', async () => {
    const { user } = open();
    await user.click((await rows())[0] ?? document.body);
    await user.type(await screen.findByRole('textbox', { name: 'Text in the bank’s own words' }), 'zzz');
    expect(await (await preview()).findByText(/No transaction fits yet/)).toBeTruthy();
    const paused = open();
    await paused.user.click((await rows())[2] ?? document.body);
    expect(await (await preview()).findByText(/This rule is paused/)).toBeTruthy();
    const broken = open({ 'rules.preview': fails });
    await broken.user.click((await rows())[0] ?? document.body);
    expect(await (await preview()).findByRole('alert')).toBeTruthy();
  });

  it('stays open and says why when it cannot be saved', async () => {
    const { user } = open({ 'rules.update': fails });
    await user.click((await rows())[0] ?? document.body);
    await user.click(await screen.findByRole('button', { name: 'Save rule' }));
    expect(await screen.findByText('The disk is full')).toBeTruthy();
    expect(screen.getByRole('dialog')).toBeTruthy();
  });

  it('breaks no accessibility rule', async () => {
    const { user } = open();
    await user.click((await rows())[0] ?? document.body);
    await (await preview()).findByText('14 transactions change.');
    expect(await axeProblems(screen.getByRole('dialog'))).toEqual([]);
  });
});

describe('always categorise like this', () => {
  const part = (categoryId?: number, handlers: Partial<Handlers> = {}) =>
    renderPart(<AlwaysCategoriseDialog transactionId={4} categoryId={categoryId} onClose={() => undefined} />, {}, { handlers });

  it('starts from a transaction, with the category just chosen for it', async () => {
    const app = part(302);
    expect(await screen.findByRole<HTMLInputElement>('textbox', { name: 'Text in the bank’s own words' })).toHaveProperty(
      'value',
      'Coffee Counter',
    );
    expect(await screen.findByRole('button', { name: /^Eating out/ })).toBeTruthy();
    await app.user.click(screen.getByRole('button', { name: 'Save rule' }));
    await waitFor(() =>
      expect(inputOf(app, 'rules.create')).toMatchObject({ draft: { text: 'Coffee Counter', direction: 'out', categoryId: 302 } }),
    );
  });

  it('says when the transaction is not there any more', async () => {
    part(undefined, {
      'rules.suggest': () => {
        throw new AppError('not_found', 'gone');
      },
    });
    expect((await screen.findByRole('alert')).textContent).toContain('This is no longer here');
  });
});
