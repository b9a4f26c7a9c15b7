import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Flow, Renewal } from '../../../shared/contract/connections.ts';
import { axeProblems } from '../../../test/harness/axe.ts';
import { demoSettings } from '../../../test/harness/fake-bridge-data.ts';
import { renderApp } from '../../../test/harness/fake-bridge-render.tsx';

const renewal = (change: Partial<Renewal> = {}): Renewal => ({
  connectionId: 'c2',
  way: 'sync',
  bankName: 'Sample Bank',
  bankNameAr: 'مصرف المثال',
  endedBefore: '2026-11-16T09:00:00.000Z',
  endsAt: '2027-05-06T09:00:00.000Z',
  isEndEstimated: false,
  missingAccounts: [],
  addedAccounts: [],
  ...change,
});
const aFlow = (change: Partial<Flow>): Flow => ({
  id: 'flow-1',
  purpose: 'renew',
  phase: 'done',
  channel: 'deep_link',
  widgetHost: null,
  deadlineAt: null,
  errorCode: null,
  ref: null,
  connectedBanks: [],
  renewal: renewal(),
  ...change,
});
const ADDRESS = '#/connect/flow-1?renew=c2&version=3';

describe('renewing a consent', () => {
  it.each(['en', 'ar'] as const)('S32 shows the card first and leaves on the text that was read (%s)', async (language) => {
    const { user, bridge } = renderApp('#/connect?renew=c2', { state: { settings: { ...demoSettings, language } } });
    const name = language === 'ar' ? 'تابع في متصفحك' : 'Continue in your browser';
    await user.click(await screen.findByRole('button', { name }));
    expect(bridge.calls).toContainEqual({ name: 'connections.consentCard', input: { language, keepUpdating: true, renewedId: 'c2' } });
    await screen.findByRole('status');
    expect(bridge.calls).toContainEqual({ name: 'connections.renew', input: { connectionId: 'c2', language, consentVersion: '3' } });
    expect(screen.queryByRole('checkbox')).toBeNull();
    expect(window.location.hash).toBe('#/connect/flow-1?renew=c2&version=3');
  });

  it('R25 says until when it runs now, in both calendars', async () => {
    const { container } = renderApp(ADDRESS, { state: { flow: aFlow({}) } });
    expect(await screen.findByText('The consent is renewed')).toBeTruthy();
    expect(screen.getByText(/Thu 6 May 2027/).textContent).toContain('1448');
    expect(screen.getByText('Before: 16 Nov 2026')).toBeTruthy();
    expect(await axeProblems(container)).toEqual([]);
  });

  it('does not call it renewed while the end is being asked', async () => {
    renderApp(ADDRESS, { state: { flow: aFlow({ phase: 'importing' }) } });
    expect(await screen.findByText('Back from the bank')).toBeTruthy();
    expect(screen.queryByText('The consent is renewed')).toBeNull();
  });

  it('R25 says when it was not prolonged and connects the same bank anew', async () => {
    const flow = aFlow({ phase: 'not_prolonged', errorCode: 'not_prolonged', renewal: renewal({ endsAt: '2026-11-16T09:00:00.000Z' }) });
    const { user, bridge } = renderApp(ADDRESS, { state: { flow } });
    expect(await screen.findByText('The consent was not prolonged')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Connect the bank again' }));
    expect(bridge.calls).toContainEqual({
      name: 'connections.renew',
      input: { connectionId: 'c2', language: 'en', consentVersion: '3', way: 'access' },
    });
  });

  it('flags accounts that did not come along', async () => {
    renderApp(ADDRESS, { state: { flow: aFlow({ renewal: renewal({ missingAccounts: ['US dollar account'] }) }) } });
    expect(await screen.findByText('1 account did not come along')).toBeTruthy();
    expect(screen.getByText('US dollar account')).toBeTruthy();
  });
});
