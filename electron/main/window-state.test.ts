import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createWindowStateFile, parseWindowState, visibleBounds } from './window-state.ts';

const SCREEN = { x: 0, y: 0, width: 1920, height: 1080 };
const fresh = { bounds: null, isMaximized: false, isFullScreen: false, theme: 'system' };

test('a window comes back where it was', () => {
  const bounds = { x: 100, y: 50, width: 1200, height: 800 };
  expect(parseWindowState(JSON.stringify({ bounds, isMaximized: true, isFullScreen: true, theme: 'dark' }))).toEqual({
    bounds,
    isMaximized: true,
    isFullScreen: true,
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

test('a window larger than the screen it is on now is made to fit it', () => {
  const second = { x: 1920, y: 0, width: 1366, height: 728 };
  expect(visibleBounds({ x: 1950, y: 20, width: 1800, height: 1000 }, [SCREEN, second])).toEqual({
    x: 1950,
    y: 20,
    width: 1366,
    height: 728,
  });
  expect(visibleBounds({ x: 4000, y: 0, width: 2400, height: 1300 }, [SCREEN])).toEqual({ width: 1920, height: 1080 });
  expect(visibleBounds(null, [second])).toEqual({ width: 1280, height: 728 });
});

test('what is remembered of the window changes without what is remembered of the theme', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mizan-window-'));
  const file = createWindowStateFile(join(folder, 'window.json'));
  file.update({ theme: 'dark' });
  file.update({ isFullScreen: true });
  expect(file.read()).toEqual({ ...fresh, theme: 'dark', isFullScreen: true });
  rmSync(folder, { recursive: true });
});
