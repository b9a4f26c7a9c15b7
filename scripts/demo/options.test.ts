import { describe, expect, it } from 'vitest';
import { parseDemoOptions, USAGE, UsageError } from './options.ts';

const steps = (text: string) => parseDemoOptions(['--do', text])?.steps?.map(({ text: _text, ...step }) => step);
const complaint = (args: readonly string[]) => {
  try {
    return parseDemoOptions(args);
  } catch (error) {
    return error instanceof UsageError ? error.message : error;
  }
};

describe('steps', () => {
  it('are read in order, with their arguments as typed', () => {
    expect(steps(' connect;sync ; user-sync;renew Practice  Bank; remove-account ٤٨٢١; remove-account 7519 USD;;')).toEqual([
      { kind: 'connect' },
      { kind: 'sync' },
      { kind: 'user-sync' },
      { kind: 'renew', bank: 'Practice Bank' },
      { kind: 'remove-account', last4: '٤٨٢١', trait: '' },
      { kind: 'remove-account', last4: '7519', trait: 'USD' },
    ]);
    expect(steps('disconnect مصرف التدريب; erase; wait 5; run echo "a  b"')).toEqual([
      { kind: 'disconnect', bank: 'مصرف التدريب' },
      { kind: 'erase' },
      { kind: 'wait', ms: 5 },
      { kind: 'run', command: 'echo "a  b"' },
    ]);
  });

  it.each([
    'renew',
    'disconnect',
    'remove-account',
    'remove-account 482',
    'remove-account ****',
    'erase all',
    'user-sync now',
    'delete',
    'wait soon',
  ])('that cannot be meant are refused before anything is connected: %s', (step) => {
    expect(complaint(['--do', `connect; ${step}; sync`])).toContain(`not a step: "${step}"`);
  });

  it('are all named in --help, and -h is --help', () => {
    for (const step of [
      'connect',
      'sync',
      'user-sync',
      'renew BANK',
      'remove-account LAST4',
      'disconnect BANK',
      'erase',
      'wait MS',
      'run COMMAND',
    ])
      expect(USAGE).toContain(step);
    expect([parseDemoOptions(['-h']), parseDemoOptions(['--help'])]).toEqual([undefined, undefined]);
  });
});

it.each([
  [['--do', ' ; '], '--do names no step'],
  [['--seed', 'x'], '--seed takes a whole number'],
  [['--profile', 'rich'], '--profile is household or odd'],
  [['--now', 'noon'], '--now takes an ISO time'],
  [['--base-url', 'http://bank.example'], '--base-url takes an https address'],
  [['--base-url', 'https://bank.example'], '--base-url needs --client-id'],
  [['connect'], 'Unexpected argument'],
])('refuses %j and says why', (args, reason) => {
  expect(complaint(args)).toContain(reason);
});
