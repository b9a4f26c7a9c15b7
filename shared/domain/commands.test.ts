import { describe, expect, it } from 'vitest';
import { Settings } from '../contract/settings.ts';
import { COMMAND_IDS, commandOf, isCommandOn, settingChange } from './commands.ts';
import { keyCaps } from './shortcut.ts';

/** Not switches: decided once by being welcomed or asked, and a number with commands of its own. */
const NO_SWITCH = ['isWelcomeDone', 'isRecoveryDeclined', 'zoom'];
const settings = Settings.parse({
  language: 'en',
  isWelcomeDone: true,
  isRecoveryDeclined: false,
  theme: 'dark',
  numerals: 'latn',
  privacyMode: true,
  motion: 'system',
  zoom: 100,
  notificationDetail: 'none',
  keepInBackground: true,
  accountGrouping: 'kind',
});

describe('commands', () => {
  it('reach every value of every setting', () => {
    const reached = new Set(
      COMMAND_IDS.flatMap((id) => {
        const { sets } = commandOf(id);
        return sets ? [sets.value, sets.off].filter((value) => value !== undefined).map((value) => `${sets.key} ${value}`) : [];
      }),
    );
    const wanted = Object.entries(Settings.shape)
      .filter(([key]) => !NO_SWITCH.includes(key))
      .flatMap(([key, schema]) => ('options' in schema ? schema.options : [true, false]).map((value) => `${key} ${value}`));
    expect(wanted.filter((one) => !reached.has(one))).toEqual([]);
  });

  it.each(['mac', 'other'] as const)('share no key (%s)', (platform) => {
    const caps = COMMAND_IDS.flatMap((id) => (commandOf(id).keys ?? []).map((keys) => keyCaps(keys, platform).join(' ')));
    expect(caps.filter((cap, index) => caps.indexOf(cap) !== index)).toEqual([]);
  });

  it('tick what is set, and turn a switch to the other side', () => {
    const privacy = commandOf('privacy.toggle');
    const light = commandOf('theme.light');
    expect([isCommandOn(privacy, settings), isCommandOn(light, settings), isCommandOn(commandOf('theme.dark'), settings)]).toEqual([
      true,
      false,
      true,
    ]);
    expect([settingChange(privacy, settings), settingChange(privacy, { ...settings, privacyMode: false })]).toEqual([
      { privacyMode: false },
      { privacyMode: true },
    ]);
    expect([settingChange(light, settings), settingChange(commandOf('theme.dark'), settings)]).toEqual([
      { theme: 'light' },
      { theme: 'dark' },
    ]);
  });
});
