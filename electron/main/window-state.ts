/** @file Where the window was and how it looked, remembered in a small file. Plain; anything odd in the file is forgotten. */
import { readFileSync, writeFileSync } from 'node:fs';
import { MIN_SIZE } from './window-options.ts';

export type Rectangle = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
export type WindowState = {
  /** Of the window when it is neither maximised nor full screen. */
  readonly bounds: Rectangle | null;
  readonly isMaximized: boolean;
  readonly isFullScreen: boolean;
  readonly theme: 'system' | 'light' | 'dark';
};

export const DEFAULT_SIZE = { width: 1280, height: 840 } as const;
const FRESH: WindowState = { bounds: null, isMaximized: false, isFullScreen: false, theme: 'system' };

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
    return {
      bounds: readRectangle(state.bounds),
      isMaximized: state.isMaximized === true,
      isFullScreen: state.isFullScreen === true,
      theme,
    };
  } catch {
    return FRESH;
  }
}

type Place = Partial<Rectangle> & { readonly width: number; readonly height: number };

/**
 * The remembered place, unless no screen shows enough of it to grab (a monitor was unplugged): then the middle of the main screen.
 * Never larger than the screen it is on. `screens` are work areas, the main one first.
 */
export function visibleBounds(wanted: Rectangle | null, screens: readonly Rectangle[]): Place {
  if (wanted === null) return fitted(DEFAULT_SIZE, screens[0]);
  const grip = 100;
  const isReachable = screens.some(
    (screen) =>
      wanted.x + wanted.width >= screen.x + grip &&
      wanted.x <= screen.x + screen.width - grip &&
      wanted.y >= screen.y - 10 &&
      wanted.y <= screen.y + screen.height - grip,
  );
  if (!isReachable) return fitted({ width: wanted.width, height: wanted.height }, screens[0]);
  return fitted(wanted, screens.toSorted((a, b) => overlap(wanted, b) - overlap(wanted, a))[0]);
}

function overlap(a: Rectangle, b: Rectangle): number {
  const wide = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const high = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, wide) * Math.max(0, high);
}

/** The least size wins over the screen: below it the page has no layout. */
function fitted<P extends Place>(place: P, screen: Rectangle | undefined): P {
  if (!screen) return place;
  return {
    ...place,
    width: Math.max(MIN_SIZE.width, Math.min(place.width, screen.width)),
    height: Math.max(MIN_SIZE.height, Math.min(place.height, screen.height)),
  };
}

export function createWindowStateFile(path: string) {
  const read = (): WindowState => {
    try {
      return parseWindowState(readFileSync(path, 'utf8'));
    } catch {
      return FRESH;
    }
  };
  return {
    read,
    /** Losing it costs nothing, so a full disk here is no reason to bother anyone. */
    update(change: Partial<WindowState>): void {
      try {
        writeFileSync(path, JSON.stringify({ ...read(), ...change }), { mode: 0o600 });
      } catch {
        return;
      }
    },
  };
}
export type WindowStateFile = ReturnType<typeof createWindowStateFile>;
