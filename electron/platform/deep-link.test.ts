import { describe, expect, test } from 'vitest';
import { createLinkQueue, findLink } from './deep-link.ts';

const LINK = 'app.mizan.desktop:/callback?state=x&success=true&code=y';

describe('S18 command lines', () => {
  test.each([
    ['Windows, cold', ['C:\\Program Files\\Mizan\\Mizan.exe', LINK]],
    ['Windows, warm', ['C:\\Program Files\\Mizan\\Mizan.exe', '--allow-file-access-from-files', '--original-process-start-time=1', LINK]],
    ['Windows, developing', ['electron.exe', '--no-sandbox', 'C:\\src\\mizan', '--', LINK]],
    ['Linux, cold', ['/opt/Mizan/mizan', LINK]],
    ['Linux, warm', ['/opt/Mizan/mizan', '--enable-crashpad', '.', LINK]],
    ['Linux, link in front of switches', ['/opt/Mizan/mizan', LINK, '--enable-crashpad']],
    ['macOS, started by another program', ['/Applications/Mizan.app/Contents/MacOS/Mizan', '-psn_0_1', LINK]],
    ['upper-case scheme', ['mizan', LINK.replace('app.mizan.desktop', 'APP.MIZAN.DESKTOP')]],
  ])('%s: the link is found wherever it stands', (_what, argv) => {
    expect(findLink(argv)?.toLowerCase()).toBe(LINK);
  });

  test.each([
    ['macOS, cold: links come as an event', ['/Applications/Mizan.app/Contents/MacOS/Mizan']],
    ['two links at once', ['mizan', LINK, LINK]],
    ['a link that is too long', ['mizan', `${LINK}${'a'.repeat(4096)}`]],
    ['a link in a switch', ['mizan', `--url=${LINK}`]],
    ['a file that mentions it', ['mizan', `/tmp/${LINK}`]],
    ['another scheme', ['mizan', 'app.mizan.desktop2:/callback']],
    ['a web address', ['mizan', 'https://app.mizan.desktop/callback']],
  ])('%s: nothing is taken', (_what, argv) => {
    expect(findLink(argv)).toBeUndefined();
  });
});

describe('S18 before the core is up', () => {
  test('links wait in order, each once, and go straight through afterwards', () => {
    const queue = createLinkQueue();
    const seen: string[] = [];
    for (const url of [`${LINK}1`, `${LINK}2`, `${LINK}1`, 'https://example.com/']) queue.push(url);
    queue.drainTo((url) => seen.push(url));
    queue.push(`${LINK}3`);
    expect(seen).toEqual([`${LINK}1`, `${LINK}2`, `${LINK}3`]);
  });

  test('nobody can fill memory', () => {
    const queue = createLinkQueue(2);
    const seen: string[] = [];
    for (const n of [1, 2, 3, 4]) queue.push(`${LINK}${n}`);
    queue.drainTo((url) => seen.push(url));
    expect(seen).toEqual([`${LINK}1`, `${LINK}2`]);
  });
});
