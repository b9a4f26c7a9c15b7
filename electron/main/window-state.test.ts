import { expect, test } from 'vitest';
import { parseWindowState, visibleBounds } from './window-state.ts';

const SCREEN = { x: 0, y: 0, width: 1920, height: 1080 };
const fresh = { bounds: null, isMaximized: false, theme: 'system' };

test('a window comes back where it was', () => {
  const bounds = { x: 100, y: 50, width: 1200, height: 800 };
  expect(parseWindowState(JSON.stringify({ bounds, isMaximized: true, theme: 'dark' }))).toEqual({
    bounds,
    isMaximized: true,
    theme: 'dark',
  });
  expect(visibleBounds(bounds, [SCREEN])).toEqual(bounds);
});

test.each(['', 'x', '[]', 'null', '{"bounds":{"x":"0"},"theme":"red"}', '{"bounds":{"x":1.5,"y":0,"width":1,"height":1}}'])(
  'an odd file %j means a fresh window',
  (text) => {
    expect(parseWindowState(text)).toEqual(fresh);
  },
);

test('a remembered size below the smallest one is raised', () => {
  expect(parseWindowState('{"bounds":{"x":0,"y":0,"width":10,"height":10}}').bounds).toEqual({ x: 0, y: 0, width: 960, height: 640 });
});

test('a window whose screen was unplugged opens on one that is there', () => {
  expect(visibleBounds({ x: 3000, y: 50, width: 1200, height: 800 }, [SCREEN])).toEqual({ width: 1200, height: 800 });
  expect(visibleBounds({ x: 100, y: -500, width: 1200, height: 800 }, [SCREEN])).toEqual({ width: 1200, height: 800 });
});
