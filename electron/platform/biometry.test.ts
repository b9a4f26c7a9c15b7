import { expect, test } from 'vitest';
import { createBiometry, type TouchIdApi } from './biometry.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const make = (platform: NodeJS.Platform, api: TouchIdApi) => createBiometry({ platform, api, log });
const recognised: TouchIdApi = { canPromptTouchID: () => true, promptTouchID: async () => undefined };

test('S36 recognises who the system recognises', async () => {
  const reasons: string[] = [];
  const api = { ...recognised, promptTouchID: async (reason: string) => void reasons.push(reason) };
  const biometry = make('darwin', api);
  expect([await biometry.isAvailable(), await biometry.confirm('unlock Mizan')]).toEqual([true, true]);
  expect(reasons).toEqual(['unlock Mizan']);
});

test('S36 takes every failure for somebody else', async () => {
  const refuse = { ...recognised, promptTouchID: () => Promise.reject(new Error('cancelled')) };
  expect(await make('darwin', refuse).confirm('x')).toBe(false);
});

test('S36 is not there without a sensor, an enrolled finger, or a Mac', async () => {
  for (const biometry of [make('darwin', { ...recognised, canPromptTouchID: () => false }), make('linux', recognised), make('win32', {})])
    expect([await biometry.isAvailable(), await biometry.confirm('x')]).toEqual([false, false]);
});
