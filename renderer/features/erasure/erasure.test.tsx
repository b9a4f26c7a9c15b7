import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Handlers } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors.ts';
import { demoSettings } from '../../../test/harness/fake-bridge-data.ts';
import { renderApp } from '../../../test/harness/fake-bridge-render.tsx';
import { demoCounts, demoReceipt, demoSteps, partialReceipt } from '../../../test/harness/fake-erasure.ts';

const PHRASE = 'delete my data';
const open = (handlers: Partial<Handlers> = {}) => renderApp('#/settings/delete', { handlers });
const field = () => screen.findByRole('textbox', { name: 'Type “delete my data” to go on' });
const deleteButton = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Delete everything' });

describe('Delete my data', () => {
  it('counts what there is and says what is not touched, before anything happens', async () => {
    const { bridge } = open();
    expect(await screen.findByText('Consents at 3 banks')).toBeTruthy();
    expect(screen.getByText('6 accounts · 14,206 transactions')).toBeTruthy();
    expect(screen.getByText('12 files')).toBeTruthy();
    expect(screen.getByText('Not touched: files you saved elsewhere')).toBeTruthy();
    expect(screen.queryByRole('checkbox')).toBeNull();
    expect(bridge.calls.some((call) => call.name === 'erasure.eraseEverything')).toBe(false);
  });

  it('waits for the phrase; Cancel leaves everything as it is', async () => {
    const { user, bridge } = open();
    const input = await field();
    expect(deleteButton().disabled).toBe(true);
    await user.type(input, 'delete my');
    expect(deleteButton().disabled).toBe(true);
    await user.type(input, ' DATA{Enter}');
    expect(await screen.findByRole('heading', { name: 'Deletion receipt' })).toBeTruthy();
    expect(bridge.calls).toContainEqual({
      name: 'erasure.eraseEverything',
      input: { confirmation: 'delete my DATA', everyEnvironment: false },
    });
  });

  it('goes back on Cancel', async () => {
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(location.hash).toBe('#/overview'));
  });

  it('erases other environments only when asked to', async () => {
    const { user, bridge } = open({ 'erasure.preview': () => ({ ...demoCounts, otherEnvironments: 2 }) });
    await user.click(await screen.findByRole('checkbox', { name: /2 other environments keep their data/ }));
    await user.type(await field(), PHRASE);
    await user.click(deleteButton());
    await waitFor(() =>
      expect(bridge.calls).toContainEqual({ name: 'erasure.eraseEverything', input: { confirmation: PHRASE, everyEnvironment: true } }),
    );
  });

  it('says why when nothing could be erased', async () => {
    const { user } = open({
      'erasure.eraseEverything': () => {
        throw new AppError('disk_failed', 'no tombstone');
      },
    });
    await user.type(await field(), PHRASE);
    await user.click(deleteButton());
    expect(await screen.findByText(/disk/i, { selector: '[slot=errorMessage], [class*=error] *, [class*=error]' })).toBeTruthy();
  });

  it('shows the counts that could not be read as an error with a way to try again', async () => {
    open({
      'erasure.preview': () => {
        throw new AppError('internal', 'x');
      },
    });
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('takes the phrase in Arabic, right to left', async () => {
    const { user } = renderApp('#/settings/delete', { state: { settings: { ...demoSettings, language: 'ar' } } });
    await user.type(await screen.findByRole('textbox', { name: 'اكتب «احذف بياناتي» للمتابعة' }), 'احذف بياناتي');
    await user.click(screen.getByRole('button', { name: 'احذف كل شيء' }));
    expect(await screen.findByRole('heading', { name: 'إيصال الحذف' })).toBeTruthy();
    expect(screen.getByText(/مصرف المثال: تنتهي الموافقة وحدها/)).toBeTruthy();
  });
});

describe('while erasing and after', () => {
  it('shows nothing but the steps while it runs', async () => {
    open({ 'erasure.receipt': () => ({ isRunning: true, steps: demoSteps.slice(0, 2), receipt: null }) });
    expect(await screen.findByRole('heading', { name: 'Erasing' })).toBeTruthy();
    expect(screen.getAllByText('Consent withdrawn')).toHaveLength(2);
    expect(screen.queryByRole('navigation')).toBeNull();
  });

  it('shows the receipt, what is left and how to do it, and starts again at Welcome', async () => {
    let receipt: typeof demoReceipt | null = demoReceipt;
    let isFresh = false;
    const { user, bridge } = renderApp('#/overview', {
      handlers: {
        'erasure.receipt': () => ({ isRunning: false, steps: [], receipt }),
        'erasure.dismissReceipt': () => {
          receipt = null;
          isFresh = true;
          return { done: true };
        },
        'settings.get': () => ({ ...demoSettings, isWelcomeDone: !isFresh }),
      },
    });
    const card = await screen.findByRole('article', { name: 'Deletion receipt' });
    expect(within(card).getByText('6 of 7')).toBeTruthy();
    expect(within(card).getByText('Consent not withdrawn')).toBeTruthy();
    expect(within(card).getByText('14:21:39')).toBeTruthy();
    expect(within(card).getByText(/Sample Bank: the consent ends by itself on .*16 Nov 2026/)).toBeTruthy();
    await user.click(within(card).getByRole('button', { name: 'Save receipt' }));
    expect(await screen.findByText('Receipt saved')).toBeTruthy();
    expect(bridge.calls).toContainEqual({ name: 'erasure.saveReceipt', input: {} });
    await user.click(within(card).getByRole('button', { name: 'Start again' }));
    await waitFor(() => expect(location.hash).toBe('#/welcome'));
  });

  it('says what became of a lost answer, of revoked tokens, and of keys that could not be looked up', async () => {
    renderApp('#/overview', {
      handlers: { 'erasure.receipt': () => ({ isRunning: false, steps: [], receipt: partialReceipt }) },
    });
    const card = await screen.findByRole('article', { name: 'Deletion receipt' });
    expect(within(card).getByText('5 of 7')).toBeTruthy();
    expect(within(card).getByText('Keys to MIS Connect revoked')).toBeTruthy();
    expect(within(card).getByText(/deleting the whole user was refused/)).toBeTruthy();
    expect(within(card).getByText(/answer was lost on the way.*Practice Wallet: the consent ends by itself/)).toBeTruthy();
    expect(within(card).getByText(/The keys Mizan knows of are gone/)).toBeTruthy();
  });

  it('tells once of several banks that did not answer, each with its date', async () => {
    const [, , missed] = demoSteps;
    if (!missed) throw new Error('one bank is not reached');
    const steps = [{ ...missed, bankName: 'Practice Wallet' }, missed];
    renderApp('#/overview', {
      handlers: { 'erasure.receipt': () => ({ isRunning: false, steps: [], receipt: { ...demoReceipt, steps } }) },
    });
    const left = within(await screen.findByRole('status'));
    expect(left.getByText('2 things are left for you')).toBeTruthy();
    expect(left.getAllByRole('listitem').map((one) => one.textContent)).toEqual([
      expect.stringMatching(/^Practice Wallet: the consent ends by itself on/),
      expect.stringMatching(/^Sample Bank: the consent ends by itself on/),
    ]);
    expect(left.getAllByText(/open the bank’s own app/)).toHaveLength(1);
  });

  it('names the practice bank and leaves nothing to do there', async () => {
    const steps = demoSteps.map((step) => (step.kind === 'consent' ? { ...step, isPractice: true } : step));
    renderApp('#/overview', {
      handlers: { 'erasure.receipt': () => ({ isRunning: false, steps: [], receipt: { ...demoReceipt, steps } }) },
    });
    const card = within(await screen.findByRole('article', { name: 'Deletion receipt' }));
    expect(card.getByText('Consent not withdrawn').parentElement?.textContent).toContain('no real bank to tell');
    expect(card.queryByText(/MIS Connect|own app/)).toBeNull();
  });

  it('says what was interrupted', async () => {
    renderApp('#/overview', {
      handlers: { 'erasure.receipt': () => ({ isRunning: false, steps: [], receipt: { ...demoReceipt, wasInterrupted: true } }) },
    });
    expect(await screen.findByText(/stopped in the middle/)).toBeTruthy();
  });
});

describe('one bank or account', () => {
  it('S33 disconnects a bank: consequences first, its history erased unless kept', async () => {
    const { user, bridge } = renderApp('#/settings/connections');
    const row = await screen.findByRole('article', { name: 'Practice Bank' });
    await user.click(within(row).getByRole('button', { name: 'Disconnect' }));
    const dialog = await screen.findByRole('dialog', { name: 'Disconnect Practice Bank?' });
    expect(within(dialog).getByRole<HTMLInputElement>('radio', { name: 'Erase it' }).checked).toBe(true);
    expect(await within(dialog).findByText(/9,310 transactions/)).toBeTruthy();
    expect(within(dialog).getByRole('button', { name: 'Disconnect and erase' })).toBeTruthy();
    await user.click(within(dialog).getByRole('radio', { name: 'Keep its history' }));
    await user.click(within(dialog).getByRole('button', { name: 'Disconnect' }));
    expect(await screen.findByRole('dialog', { name: 'Bank disconnected' })).toBeTruthy();
    const sent = bridge.calls.find((call) => call.name === 'erasure.disconnect');
    expect(sent?.input).toMatchObject({ keepHistory: true });
    await user.click(screen.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('forgets an account after the phrase', async () => {
    const { user, bridge } = renderApp('#/accounts');
    const [menu] = await screen.findAllByRole('button', { name: /Actions for/ });
    if (!menu) throw new Error('accounts have a menu');
    await user.click(menu);
    await user.click(await screen.findByRole('menuitem', { name: 'Forget this account' }));
    const dialog = await screen.findByRole('dialog');
    const action = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Forget account' });
    expect(action.disabled).toBe(true);
    await user.type(within(dialog).getByRole('textbox'), 'forget this account');
    await user.click(action);
    expect(await screen.findByRole('dialog', { name: 'Account forgotten' })).toBeTruthy();
    expect(bridge.calls.some((call) => call.name === 'erasure.forgetAccount')).toBe(true);
  });
});
