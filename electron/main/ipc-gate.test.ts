import { describe, expect, test } from 'vitest';
import { isTrustedSender, readCall } from './ipc-gate.ts';

const PACKAGED = { devServer: undefined };
const from = (url: string, over: { isMainFrame?: boolean; isOurWindow?: boolean } = {}) => ({
  isOurWindow: over.isOurWindow ?? true,
  frame: { url, isMainFrame: over.isMainFrame ?? true },
});

describe('S3 sender', () => {
  test.each(['app://bundle/', 'app://bundle/index.html', 'app://bundle/#/accounts'])('accepts our page %s', (url) => {
    expect(isTrustedSender(from(url), PACKAGED)).toBe(true);
  });

  test.each([
    ['another host', from('app://evil/')],
    ['a host that begins like ours', from('app://bundle.evil/')],
    ['a user before our host', from('app://evil@bundle/')],
    ['a port on our host', from('app://bundle:80/')],
    ['https under our name', from('https://bundle/')],
    ['http of a development server in the package', from('http://localhost:5173/')],
    ['a file', from('file:///index.html')],
    ['no address', from('')],
    ['a data page', from('data:text/html,x')],
    ['about:blank', from('about:blank')],
    ['a frame inside our page', from('app://bundle/', { isMainFrame: false })],
    ['a window that is not ours', from('app://bundle/', { isOurWindow: false })],
    ['a frame that is gone', { isOurWindow: true, frame: null }],
  ])('refuses %s', (_what, sender) => {
    expect(isTrustedSender(sender, PACKAGED)).toBe(false);
  });

  test('the development server counts while developing only, and only that very one', () => {
    const developing = { devServer: 'http://localhost:5173' };
    expect(isTrustedSender(from('http://localhost:5173/#/x'), developing)).toBe(true);
    expect(isTrustedSender(from('http://localhost:5174/'), developing)).toBe(false);
    expect(isTrustedSender(from('http://user@localhost:5173/'), developing)).toBe(false);
  });
});

describe('S3 arguments', () => {
  test('a name and plain data are a call', () => {
    const input = { search: 'x', ids: [1, 2, null], at: undefined };
    expect(readCall(['transactions.page', input])).toEqual({ name: 'transactions.page', input });
    expect(readCall(['app.status'])).toEqual({ name: 'app.status', input: undefined });
  });

  test.each([
    ['no arguments', []],
    ['a number for a name', [1, {}]],
    ['a name without end', ['a'.repeat(65), {}]],
    ['a third argument', ['app.status', {}, {}]],
    ['a text of 10 MB', ['app.status', { text: 'x'.repeat(10_000_000) }]],
    ['a text of 10 MB as a key', ['app.status', { ['x'.repeat(10_000_000)]: 1 }]],
    ['a list without end', ['app.status', new Array(1_000_000).fill(0)]],
    ['many small values', ['app.status', Array.from({ length: 200 }, () => new Array(200).fill(0))]],
    ['a date', ['app.status', new Date(0)]],
    ['bytes', ['app.status', { body: new Uint8Array(4) }]],
    ['a map', ['app.status', new Map()]],
  ])('refuses %s', (_what, args) => {
    expect(readCall(args)).toBeUndefined();
  });

  test('a circle ends the counting, not the program', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(readCall(['app.status', circle])).toBeUndefined();
  });
});
