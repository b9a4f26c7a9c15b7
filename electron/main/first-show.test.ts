import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { showOnceReady } from './first-show.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function hiddenWindow() {
  const events = new EventEmitter();
  const webContents = new EventEmitter();
  const state = { shown: 0, isDestroyed: false };
  showOnceReady({
    once: (event, listener) => events.once(event, listener),
    show: () => {
      state.shown += 1;
      events.emit('show');
    },
    isDestroyed: () => state.isDestroyed,
    webContents,
  });
  return { events, webContents, state };
}

describe('first appearance of a window', () => {
  it('is with its first frame, and once', () => {
    const { events, webContents, state } = hiddenWindow();
    expect(state.shown).toBe(0);
    events.emit('ready-to-show');
    expect(state.shown).toBe(1);
    webContents.emit('did-finish-load');
    vi.runAllTimers();
    expect(state.shown).toBe(1);
  });

  it('is a moment after the page is loaded where no first frame is told of', () => {
    const { webContents, state } = hiddenWindow();
    webContents.emit('did-finish-load');
    expect(state.shown).toBe(0);
    vi.runAllTimers();
    expect(state.shown).toBe(1);
  });

  it('does not bring back a window the person has hidden or closed meanwhile', () => {
    const hidden = hiddenWindow();
    hidden.webContents.emit('did-finish-load');
    hidden.events.emit('show');
    vi.runAllTimers();
    expect(hidden.state.shown).toBe(0);

    const closed = hiddenWindow();
    closed.webContents.emit('did-finish-load');
    closed.state.isDestroyed = true;
    vi.runAllTimers();
    expect(closed.state.shown).toBe(0);
  });
});
