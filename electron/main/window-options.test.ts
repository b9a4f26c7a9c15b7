import { expect, test } from 'vitest';
import { windowOptions } from './window-options.ts';

const look = { bounds: { width: 1280, height: 840 }, isDark: false, isPackaged: true, preload: 'p', partition: 'q', icon: undefined };

test('S1 every window is a sandboxed page without Node', () => {
  expect(windowOptions(look).webPreferences).toEqual({
    preload: 'p',
    partition: 'q',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: false,
  });
});

test('S1 developer tools exist only outside the package', () => {
  expect(windowOptions({ ...look, isPackaged: false }).webPreferences?.devTools).toBe(true);
});

test('the window opens on the theme of the page and never smaller than it can show', () => {
  const dark = windowOptions({ ...look, isDark: true });
  expect([dark.backgroundColor, dark.minWidth, dark.minHeight, dark.show]).toEqual(['#121115', 960, 640, false]);
});
