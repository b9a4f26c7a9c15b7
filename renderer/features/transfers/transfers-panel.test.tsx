import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Handlers } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors.ts';
import { axeProblems } from '../../../test/harness/axe.ts';
import { demoSettings } from '../../../test/harness/fake-bridge-data.ts';
import { type RenderedApp, renderApp, renderPart } from '../../../test/harness/fake-bridge-render.tsx';
import { TransferSection } from './public.ts';

const open = (query = '', handlers: Partial<Handlers> = {}, state = {}, ledger = {}) =>
  renderApp(`#/categories/transfers${query}`, { handlers, state, ledger });
const lines = async (name: string) => within(await screen.findByRole('list', { name })).getAllByRole('listitem');
const fails = () => {
  throw new AppError('disk_full', 'no room');
};
const inputOf = ({ bridge }: RenderedApp, name: string) => bridge.calls.findLast((call) => call.name === name)?.input;

describe('own transfers', () => {
  it('are one line each: from, to, what was sent, how long it took and what it cost', async () => {
    open();
    const [, second] = await lines('Found');
    expect(second?.getAttribute('aria-label')).toBe('From Current account to Current account');
    await waitFor(() => expect(second?.textContent).toContain('Sample Bank'));
    expect(second?.textContent).toContain('2,501.15');
    expect(second?.textContent).toContain('29 Oct 2026 · 1 day later · fee 1.15');
    expect(screen.getByRole('radio', { name: 'Found 3' })).toBeTruthy();
  });

  it('are confirmed and rejected, and both are taken back', async () => {
    const app = open();
    const [first] = await lines('Found');
    await app.user.click(within(first ?? document.body).getByRole('button', { name: 'Confirm' }));
    await waitFor(async () => expect(await lines('Found')).toHaveLength(2));
    await app.user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(async () => expect(await lines('Found')).toHaveLength(3));
    await app.user.click((await screen.findAllByRole('button', { name: 'Not a transfer' }))[0] ?? document.body);
    expect(await screen.findByText('Remembered: this is no transfer')).toBeTruthy();
    await waitFor(() => expect(screen.getByRole('radio', { name: 'Rejected 2' })).toBeTruthy());
    expect([inputOf(app, 'transfers.confirm'), inputOf(app, 'transfers.reject')]).toEqual([{ id: 6 }, { id: 6 }]);
  });

  it('keep in the address which ones are shown; a rejected one can be one after all', async () => {
    const { user } = open();
    await user.click(await screen.findByRole('radio', { name: 'Rejected 1' }));
    expect(window.location.hash).toBe('#/categories/transfers?state=rejected');
    await user.click(await screen.findByRole('button', { name: 'It is one' }));
    expect(await screen.findByText('Nothing rejected')).toBeTruthy();
  });

  it('say when a half is taken by another transfer', async () => {
    const { user } = open('', {
      'transfers.confirm': () => {
        throw new AppError('busy', 'taken');
      },
    });
    await user.click((await screen.findAllByRole('button', { name: 'Confirm' }))[0] ?? document.body);
    expect(await screen.findByText('One of the two is half of another transfer.')).toBeTruthy();
  });

  it('are read page by page', async () => {
    const { user, bridge } = open();
    const all = await bridge.invoke('transfers.list', { state: 'found' });
    const { transfers, counts } = (all as { data: { transfers: { id: number }[]; counts: object } }).data;
    const paged = open('', {
      'transfers.list': ({ before }) => ({
        transfers: (before === null ? transfers.slice(0, 2) : transfers.slice(2)) as never,
        nextBefore: before === null ? (transfers[1]?.id ?? null) : null,
        counts: counts as never,
      }),
    });
    expect(user).toBeTruthy();
    expect(await lines('Found')).toHaveLength(2);
    await paged.user.click(screen.getByRole('button', { name: 'Show more' }));
    await waitFor(async () => expect(await lines('Found')).toHaveLength(3));
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('have their empty, loading and error states', async () => {
    open('', {}, {}, { state: 'empty' });
    expect(await screen.findByText('Nothing waits for your answer')).toBeTruthy();
    open('', { 'transfers.list': () => new Promise<never>(() => {}) });
    expect((await screen.findAllByText('Loading')).length).toBeGreaterThan(0);
    open('', { 'transfers.list': fails });
    expect((await screen.findByRole('alert')).textContent).toContain('K4-71');
  });

  it('read in Arabic and break no accessibility rule', async () => {
    const { container } = open('', {}, { settings: { ...demoSettings, language: 'ar' } });
    const [first] = await lines('عثر عليها ميزان');
    await waitFor(() => expect(first?.textContent).toContain('مصرف التدريب'));
    expect(await axeProblems(container)).toEqual([]);
  });
});

describe('in a transaction’s drawer', () => {
  const part = (transactionId: number, handlers: Partial<Handlers> = {}, onOpen: (id: number) => void = () => undefined) =>
    renderPart(<TransferSection transactionId={transactionId} onOpen={onOpen} />, {}, { handlers });
  const section = async () => within(await screen.findByRole('region', { name: 'Own transfer' }));

  it('says what a row is half of, and goes to the other half', async () => {
    const opened: number[] = [];
    const app = part(45, {}, (id) => opened.push(id));
    const half = await section();
    expect(half.getByText('Half of a transfer to Current account')).toBeTruthy();
    expect(screen.getByRole('region', { name: 'Own transfer' }).textContent).toContain('30 Oct · fee 1.15 · found by Mizan');
    await app.user.click(half.getByRole('button', { name: 'Show the other half' }));
    expect(opened).toEqual([945]);
    await app.user.click(half.getByRole('button', { name: 'Confirm' }));
    expect(await half.findByText(/confirmed by you/)).toBeTruthy();
    expect(half.queryByRole('button', { name: 'Confirm' })).toBeNull();
  });

  it('remembers a no, and lets it be linked all the same', async () => {
    const app = part(8);
    await app.user.click((await section()).getByRole('button', { name: 'Not a transfer' }));
    expect(await (await section()).findByText('You said this is no transfer with Savings account.')).toBeTruthy();
    expect((await section()).getByRole('button', { name: 'Link as a transfer' })).toBeTruthy();
  });

  it('links a row by hand to the one that is chosen', async () => {
    const app = part(11);
    await app.user.click((await section()).getByRole('button', { name: 'Link as a transfer' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Which is the other half?' }));
    expect(dialog.getByRole('button', { name: 'Link them' }).hasAttribute('disabled')).toBe(true);
    await app.user.click((await dialog.findAllByRole('radio'))[1] ?? document.body);
    expect(await axeProblems(screen.getByRole('dialog'))).toEqual([]);
    await app.user.click(dialog.getByRole('button', { name: 'Link them' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(inputOf(app, 'transfers.link')).toEqual({ oneId: 11, otherId: 902 });
    expect(await (await section()).findByText(/Half of a transfer to Savings account/)).toBeTruthy();
  });

  it('says when nothing could be the other half, and why a link failed', async () => {
    const app = part(11, { 'transfers.candidates': () => [] });
    await app.user.click((await section()).getByRole('button', { name: 'Link as a transfer' }));
    expect(await screen.findByRole('dialog', { name: 'Nothing could be the other half' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Close' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Link them' })).toBeNull();
  });

  it('keeps the dialog open when a half is taken', async () => {
    const app = part(11, {
      'transfers.link': () => {
        throw new AppError('busy', 'taken');
      },
    });
    await app.user.click((await section()).getByRole('button', { name: 'Link as a transfer' }));
    await app.user.click((await screen.findAllByRole('radio'))[0] ?? document.body);
    await app.user.click(screen.getByRole('button', { name: 'Link them' }));
    expect((await screen.findByRole('alert')).textContent).toBe('One of the two is half of another transfer.');
  });
});
