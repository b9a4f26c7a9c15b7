import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Flow } from '../../../shared/contract/connections.ts';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import enErrors from '../../../shared/locales/en/errors.json' with { type: 'json' };
import { demoSettings, demoSync } from '../../../test/harness/fake-bridge-data.ts';
import { renderApp } from '../../../test/harness/fake-bridge-render.tsx';

const ADDRESS = '#/connect/flow-1?keep=1&version=3';

function aFlow(change: Partial<Flow>): Flow {
  return {
    id: 'flow-1',
    purpose: 'connect',
    phase: 'waiting',
    channel: 'deep_link',
    widgetHost: null,
    deadlineAt: '2026-11-07T11:37:00.000Z',
    errorCode: null,
    ref: null,
    connectedBanks: [],
    ...change,
  };
}

describe('S32 consent card', () => {
  it.each(['en', 'ar'] as const)('shows the eight rows in their order (%s)', async (language) => {
    renderApp('#/connect', { state: { settings: { ...demoSettings, language } } });
    const heading = await screen.findByRole('heading', { level: 2 });
    const card = heading.closest('section');
    const labels = {
      en: ['Purpose', 'What you get', 'Data we read', 'How far back', 'Until', 'Who receives it', 'Cost', 'To withdraw'],
      ar: ['الغرض', 'ما تستفيده', 'ما نقرؤه', 'مدة السجل', 'حتى', 'من يستلمها', 'التكلفة', 'للسحب'],
    };
    expect([...(card?.querySelectorAll('dt') ?? [])].map((term) => term.textContent)).toEqual(labels[language]);
  });

  it('puts the way back first and makes both ways equal', async () => {
    renderApp('#/connect');
    const back = await screen.findByRole('button', { name: 'Back' });
    const buttons = within(back.closest('footer') ?? document.body).getAllByRole('button');
    expect(buttons.map((button) => button.textContent)).toEqual(['Back', 'Continue in your browser']);
  });

  it('sends the choice to keep updating with the version of the text shown', async () => {
    const { user, bridge } = renderApp('#/connect');
    await user.click(await screen.findByRole('checkbox', { name: /Keep updating automatically/ }));
    expect(await screen.findByText(/Nothing is kept/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Continue in your browser' }));
    await waitFor(() =>
      expect(bridge.calls).toContainEqual({
        name: 'connections.start',
        input: { language: 'en', keepUpdating: false, consentVersion: '3' },
      }),
    );
    expect(window.location.hash).toBe('#/connect/flow-1?keep=0&version=3');
  });

  it('S32 shows the card anew when its text has changed since, and says so', async () => {
    const { user, bridge } = renderApp('#/connect', {
      handlers: {
        'connections.start': () => {
          throw new AppError('invalid_input', 'agreed to another text', { fields: { consentVersion: 'consent.outdated' } });
        },
      },
    });
    const button = await screen.findByRole('button', { name: 'Continue in your browser' });
    const asked = () => bridge.calls.filter((call) => call.name === 'connections.consentCard').length;
    const before = asked();
    await user.click(button);
    expect(await screen.findByText('The consent text has changed')).toBeTruthy();
    await waitFor(() => expect(asked()).toBeGreaterThan(before));
    expect(window.location.hash).toBe('#/connect');
  });

  it('says why a start failed, on the card, and lets it be tried again', async () => {
    const { user } = renderApp('#/connect', {
      handlers: {
        'connections.start': () => {
          throw new AppError('offline', 'no network');
        },
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Continue in your browser' }));
    expect((await screen.findByRole('alert')).textContent).toContain('This computer is offline');
    expect(screen.getByRole('button', { name: 'Continue in your browser' })).toBeTruthy();
  });

  it('leads back to the overview once a bank is connected, else to the first choice', async () => {
    const { user } = renderApp('#/connect');
    await user.click(await screen.findByRole('button', { name: 'Back' }));
    expect(window.location.hash).toBe('#/overview');

    const second = renderApp('#/connect', { state: { connections: [] } });
    await waitFor(() => expect(second.bridge.calls).toContainEqual({ name: 'connections.list', input: {} }));
    await second.user.click(await screen.findByRole('button', { name: 'Back' }));
    expect(window.location.hash).toBe('#/welcome');
  });

  it('changes language without leaving the card', async () => {
    const { user } = renderApp('#/connect');
    await user.click(await screen.findByRole('button', { name: 'العربية' }));
    expect(await screen.findByRole('heading', { name: 'قبل أن تنتقل إلى بنكك' })).toBeTruthy();
  });
});

describe('connecting', () => {
  it('follows the flow from the link to the connected banks', async () => {
    const { bridge } = renderApp(ADDRESS, { state: { flow: aFlow({ phase: 'creating_link' }) } });
    expect(await screen.findByText('Preparing the bank’s page')).toBeTruthy();
    bridge.setFlow({ phase: 'waiting' });
    expect(await screen.findByText('The page in your browser works until 14:37.')).toBeTruthy();
    bridge.setFlow({ phase: 'exchanging' });
    expect(await screen.findByText('The bank has agreed')).toBeTruthy();
    bridge.setFlow({
      phase: 'done',
      connectedBanks: [{ connectionId: 'c1', bankName: 'Practice Bank', bankNameAr: null, accountCount: 3, isNew: true }],
    });
    expect(await screen.findByText('Practice Bank')).toBeTruthy();
    expect(screen.getByText('3 accounts')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Connect another bank' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Go to Overview' })).toBeTruthy();
  });

  it('shows all of an unknown host and opens it only when told', async () => {
    const host = 'widget.bank-login.example';
    const { user, bridge } = renderApp(ADDRESS, { state: { flow: aFlow({ phase: 'confirm_host', widgetHost: host }) } });
    expect((await screen.findByText(host)).dir).toBe('ltr');
    expect(bridge.calls.some((call) => call.name === 'connections.confirmHost')).toBe(false);
    await user.click(screen.getByRole('button', { name: 'Open this address' }));
    expect(await screen.findByText('Go on in your browser')).toBeTruthy();
  });

  it('takes a pasted address, and says what is wrong with it beside the field', async () => {
    let isFirst = true;
    const { user, bridge } = renderApp(ADDRESS, {
      state: { flow: aFlow({}) },
      handlers: {
        'connections.paste': () => {
          if (!isFirst) return aFlow({ phase: 'exchanging' });
          isFirst = false;
          throw new AppError('callback_invalid', 'not ours');
        },
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Paste the address' }));
    const field = screen.getByRole('textbox', { name: 'Address from the browser' });
    await user.type(field, ' https://x.example/ ');
    await user.click(screen.getByRole('button', { name: 'Use this address' }));
    expect(await screen.findByText(/This is not the address Mizan waits for/)).toBeTruthy();
    expect(bridge.calls).toContainEqual({ name: 'connections.paste', input: { flowId: 'flow-1', address: 'https://x.example/' } });
    await user.click(screen.getByRole('button', { name: 'Use this address' }));
    expect(await screen.findByText('The bank has agreed')).toBeTruthy();
  });

  it('starts again over loopback with the same consent when the browser does not come back', async () => {
    const { user, bridge } = renderApp(ADDRESS, { state: { flow: aFlow({}) } });
    await user.click(await screen.findByRole('button', { name: 'Open the bank’s page again' }));
    await waitFor(() =>
      expect(bridge.calls).toContainEqual({
        name: 'connections.start',
        input: { language: 'en', keepUpdating: true, consentVersion: '3', channel: 'loopback' },
      }),
    );
  });

  it('can be cancelled while it waits, and loses nothing', async () => {
    const { user } = renderApp(ADDRESS, { state: { flow: aFlow({}) } });
    await user.click(await screen.findByRole('button', { name: 'Cancel' }));
    expect((await screen.findByRole('alert')).textContent).toContain('What was connected before is unchanged.');
  });

  it('names a missing permission on the account it affects', async () => {
    const account = {
      accountId: 'a1',
      accountName: 'Current account',
      bankName: 'Sample Bank',
      bankNameAr: null,
      rows: 0,
      isFirstImport: true,
    };
    renderApp(ADDRESS, {
      state: {
        flow: aFlow({ phase: 'done' }),
        sync: { ...demoSync, isRunning: true, accounts: [{ ...account, phase: 'failed', errorCode: 'scope_missing' }] },
      },
    });
    const row = (await screen.findByText('Current account')).closest('li');
    expect(row?.textContent).toContain('your access lacks that permission');
  });

  it.each([
    [true, 'reading', /^Transactions arrive now/],
    [false, 'done', 'All of their transactions are read.'],
  ] as const)('says whether transactions still arrive (running: %s)', async (isRunning, phase, words) => {
    const names = { accountId: 'a1', accountName: 'Current account', bankName: 'Sample Bank', bankNameAr: null };
    const accounts = [{ ...names, phase, rows: 3, isFirstImport: true, errorCode: null }];
    renderApp(ADDRESS, { state: { flow: aFlow({ phase: 'done' }), sync: { ...demoSync, isRunning, accounts } } });
    expect(await screen.findByText(words)).toBeTruthy();
  });

  it('refreshes a bank without asking for a new consent', async () => {
    const { user, bridge } = renderApp('#/settings/connections');
    const row = await screen.findByRole('article', { name: 'Sample Bank' });
    await user.click(within(row).getByRole('button', { name: 'Refresh with the bank' }));
    await waitFor(() =>
      expect(bridge.calls).toContainEqual({ name: 'connections.startSync', input: { connectionId: 'c2', language: 'en' } }),
    );
    expect(await screen.findByRole('heading', { name: 'Refresh with the bank' })).toBeTruthy();
  });

  it('says so when the attempt is not known any more', async () => {
    renderApp(ADDRESS);
    expect(await screen.findByText('This attempt is over')).toBeTruthy();
    expect(screen.queryByText(/^Step/)).toBeNull();
  });
});

describe('an attempt that ends without data', () => {
  const ends: readonly [Flow['phase'], ErrorCode | null, ErrorCode, string][] = [
    ['not_completed', null, 'flow_not_completed', 'Start again'],
    ['timed_out', null, 'flow_timed_out', 'Start again'],
    ['cancelled', null, 'flow_cancelled', 'Start again'],
    ['failed', 'callback_unknown', 'callback_unknown', 'Start again'],
    ['failed', 'code_refused', 'code_refused', 'Start again'],
    ['failed', 'exchange_unclear', 'exchange_unclear', 'Start again'],
    ['failed', 'no_accounts', 'no_accounts', 'Start again'],
    ['failed', 'widget_failed', 'widget_failed', 'Start again'],
    ['failed', 'offline', 'offline', 'Start again'],
    ['failed', 'link_refused', 'link_refused', 'Open Settings'],
    ['failed', 'client_credentials_invalid', 'client_credentials_invalid', 'Open Settings'],
    ['failed', 'scope_missing', 'scope_missing', 'Open Settings'],
    ['failed', 'handler_not_registered', 'handler_not_registered', 'Open the bank’s page again'],
    ['failed', null, 'internal', 'Start again'],
  ];

  it.each(ends)('%s %s: has its own message (%s) and a way on: %s', async (phase, errorCode, code, way) => {
    renderApp(ADDRESS, { state: { flow: aFlow({ phase, errorCode, ref: 'K4-71' }) } });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain(enErrors[code].title);
    expect(alert.textContent).toContain(enErrors[code].next);
    expect(alert.textContent).toContain('Ref K4-71');
    expect(within(alert).getByText(way)).toBeTruthy();
  });

  it('gives every such end a message of its own', () => {
    const titles = ends.map(([, , code]) => enErrors[code].title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});
