import { expect, it } from 'vitest';
import { contract, type OpName } from '../../../shared/contract/index.ts';
import { assertAllowedWhileLocked } from './locked-operations.ts';

const isAllowed = (name: OpName, input: unknown = {}) => {
  try {
    assertAllowedWhileLocked(name, input);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'app_locked' });
    return false;
  }
};

it('S36 answers nothing about the data while locked', () => {
  const names = Object.keys(contract) as OpName[]; // the contract's own keys
  expect(names.filter((name) => isAllowed(name))).toEqual([
    'app.status',
    'app.shell',
    'settings.get',
    'settings.update',
    'lock.state',
    'lock.lock',
    'lock.unlock',
    'lock.unlockWithTouchId',
    'erasure.receipt',
    'erasure.saveReceipt',
    'erasure.dismissReceipt',
  ]);
});

it('S36 lets the look of the locked window be changed, and nothing that guards', () => {
  expect(isAllowed('settings.update', { language: 'ar', theme: 'dark', numerals: 'arab', motion: 'reduced', zoom: 150 })).toBe(true);
  for (const change of [{ privacyMode: false }, { notificationDetail: 'bank' }, { language: 'ar', keepInBackground: false }])
    expect(isAllowed('settings.update', change)).toBe(false);
});

it('S36 lets everything be erased, in every environment or not at all', () => {
  expect(isAllowed('erasure.eraseEverything', { confirmation: 'x', everyEnvironment: true })).toBe(true);
  expect(isAllowed('erasure.eraseEverything', { confirmation: 'x', everyEnvironment: false })).toBe(false);
});
