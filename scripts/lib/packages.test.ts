import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { arePackagesCurrent, stamp, unstamp, wantedStamp } from './packages.mjs';

const starts = () => true;
const doesNotStart = () => false;
const asksNobody = () => {
  throw new Error('the stamp tells already');
};

describe('installed packages', () => {
  let checkout: string;
  const write = (name: string, text: string) => writeFileSync(join(checkout, name), text);
  const minutesAgo = (name: string, minutes: number) => {
    const then = new Date(Date.now() - minutes * 60_000);
    utimesSync(join(checkout, name), then, then);
  };

  beforeEach(() => {
    checkout = mkdtempSync(join(tmpdir(), 'mizan packages-'));
    mkdirSync(join(checkout, 'node_modules', '.bin'), { recursive: true });
    for (const name of ['package.json', 'package-lock.json']) write(name, '{}');
    write('.npmrc', '');
    write(join('node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node'), '');
  });
  afterEach(() => rmSync(checkout, { recursive: true, force: true }));

  test('are current after set-up, and nothing is started to find out', () => {
    stamp(checkout);
    expect(arePackagesCurrent(checkout, asksNobody)).toBe(true);
  });

  test.each(['package.json', 'package-lock.json', '.npmrc'])('are stale once %s changed', (name) => {
    stamp(checkout);
    write(name, '{ "changed": true }');
    expect(arePackagesCurrent(checkout, asksNobody)).toBe(false);
  });

  test('are stale without the pinned Node, whatever the stamp says', () => {
    stamp(checkout);
    rmSync(join(checkout, 'node_modules', '.bin'), { recursive: true });
    expect(arePackagesCurrent(checkout, starts)).toBe(false);
  });

  test('are stale after an interrupted installation: no stamp, no record of a finished tree', () => {
    stamp(checkout);
    unstamp(checkout);
    expect(arePackagesCurrent(checkout, starts)).toBe(false);
  });

  test('a plain npm ci counts, and is stamped', () => {
    minutesAgo('package-lock.json', 5);
    write(join('node_modules', '.package-lock.json'), '{}');
    expect(arePackagesCurrent(checkout, starts)).toBe(true);
    expect(readFileSync(join(checkout, 'node_modules', '.mizan-setup'), 'utf8')).toBe(wantedStamp(checkout));
  });

  test('a plain npm ci of an older lock does not count', () => {
    write(join('node_modules', '.package-lock.json'), '{}');
    minutesAgo(join('node_modules', '.package-lock.json'), 5);
    expect(arePackagesCurrent(checkout, starts)).toBe(false);
  });

  test('a plain npm ci whose pinned Node does not start does not count', () => {
    minutesAgo('package-lock.json', 5);
    write(join('node_modules', '.package-lock.json'), '{}');
    expect(arePackagesCurrent(checkout, doesNotStart)).toBe(false);
  });
});
