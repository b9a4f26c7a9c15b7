/** @file Where the window was and how it looked, remembered in a small file. Plain; anything odd in the file is forgotten. */
import { readFileSync, writeFileSync } from 'node:fs';
import { MIN_SIZE } from './window-options.ts';

export type Rectangle = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
export type WindowState = { readonly bounds: Rectangle | null; readonly isMaximized: boolean; readonly theme: 'system' | 'light' | 'dark' };

export const DEFAULT_SIZE = { width: 1280, height: 840 } as const;
const FRESH: WindowState = { bounds: null, isMaximized: false, theme: 'system' };

function readRectangle(value: unknown): Rectangle | null {
  if (typeof value !== 'object' || value === null) return null;
  const { x, y, width, height } = value as Partial<Record<keyof Rectangle, unknown>>; // any object; each field is checked next
  const numbers = [x, y, width, height];
  if (!numbers.every((part): part is number => Number.isSafeInteger(part) && Math.abs(Number(part)) < 100_000)) return null;
  const [left = 0, top = 0, wide = 0, high = 0] = numbers;
  return { x: left, y: top, width: Math.max(wide, MIN_SIZE.width), height: Math.max(high, MIN_SIZE.height) };
}

export function parseWindowState(text: string): WindowState {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return FRESH;
    const state = value as Partial<Record<keyof WindowState, unknown>>; // same
    const theme = state.theme === 'light' || state.theme === 'dark' ? state.theme : 'system';
    return { bounds: readRectangle(state.bounds), isMaximized: state.isMaximized === true, theme };
  } catch {
    return FRESH;
  }
}

/** The remembered place, unless no screen shows enough of it to grab (a monitor was unplugged). */
export function visibleBounds(
  wanted: Rectangle | null,
  screens: readonly Rectangle[],
): Partial<Rectangle> & { width: number; height: number } {
  if (wanted === null) return { ...DEFAULT_SIZE };
  const grip = 100;
  const isReachable = screens.some(
    (screen) =>
      wanted.x + wanted.width >= screen.x + grip &&
      wanted.x <= screen.x + screen.width - grip &&
      wanted.y >= screen.y - 10 &&
      wanted.y <= screen.y + screen.height - grip,
  );
  return isReachable ? wanted : { width: wanted.width, height: wanted.height };
}

export function createWindowStateFile(path: string) {
  return {
    read(): WindowState {
      try {
        return parseWindowState(readFileSync(path, 'utf8'));
      } catch {
        return FRESH;
      }
    },
    /** Losing it costs nothing, so a full disk here is no reason to bother anyone. */
    write(state: WindowState): void {
      try {
        writeFileSync(path, JSON.stringify(state), { mode: 0o600 });
      } catch {
        return;
      }
    },
  };
}
export type WindowStateFile = ReturnType<typeof createWindowStateFile>;
