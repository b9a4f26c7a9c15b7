/** @file Connects every bank without a browser, for tests whose subject comes after connecting. */
import { expect } from '@playwright/test';
import { completeWidget } from './complete-widget.ts';
import type { RunningMizan } from './electron-app.ts';
import type { Desktop } from './session.ts';

/** @returns the flow and the widget's address, once the system's browser was given it. */
export async function beginConnecting(
  mizan: RunningMizan,
  desktop: Desktop,
  channel: 'loopback' | 'deep_link' = 'loopback',
): Promise<{ flowId: string; location: string }> {
  const before = desktop.openedAddresses().length;
  const card = await mizan.ask('connections.consentCard', { language: 'en', keepUpdating: true });
  const flow = await mizan.ask('connections.start', {
    language: 'en',
    keepUpdating: true,
    consentVersion: card.version,
    channel,
  });
  await expect.poll(() => desktop.openedAddresses().length).toBe(before + 1);
  return { flowId: flow.id, location: desktop.openedAddresses().at(-1) ?? '' };
}

/** Resolves once the browser would show "you can close this page"; the import goes on by itself. */
export async function connectQuietly(mizan: RunningMizan, desktop: Desktop, bankUrl: string): Promise<void> {
  const { location } = await beginConnecting(mizan, desktop);
  const answer = await fetch(await completeWidget(bankUrl, location), { redirect: 'manual' });
  await answer.arrayBuffer();
}
