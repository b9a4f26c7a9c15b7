import { describe, expect, it } from 'vitest';
import { acceleratorOf, ariaShortcut, isPressed, type KeyPress, keyCaps } from './shortcut.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});
const FULL = { mac: 'Ctrl+Cmd+F', other: 'F11' };

describe('a shortcut', () => {
  it('is drawn with the caps of the platform, in its order', () => {
    expect([keyCaps('Mod+Shift+H', 'mac'), keyCaps('Mod+Shift+H', 'other')]).toEqual([
      ['⇧', '⌘', 'H'],
      ['Ctrl', 'Shift', 'H'],
    ]);
    expect([keyCaps(FULL, 'mac'), keyCaps(FULL, 'other'), keyCaps('Mod+Plus', 'other')]).toEqual([['⌃', '⌘', 'F'], ['F11'], ['Ctrl', '+']]);
  });

  it('is told to Electron and to screen readers in their own words', () => {
    expect([acceleratorOf('Mod+Comma', 'mac'), acceleratorOf('Mod+Plus', 'other'), acceleratorOf('Alt+ArrowLeft', 'other')]).toEqual([
      'Cmd+,',
      'Ctrl+Plus',
      'Alt+Left',
    ]);
    expect([ariaShortcut('Mod+K', 'mac'), ariaShortcut('Mod+Shift+H', 'other')]).toEqual(['Meta+K', 'Control+Shift+H']);
  });

  it('needs exactly its own modifiers', () => {
    const held = { ctrlKey: true };
    expect(isPressed('Mod+K', press('k', held), 'other')).toBe(true);
    expect(isPressed('Mod+K', press('K', held), 'other')).toBe(true);
    for (const wrong of [{}, { ...held, shiftKey: true }, { ...held, altKey: true }, { metaKey: true }])
      expect(isPressed('Mod+K', press('k', wrong), 'other')).toBe(false);
    expect(isPressed('Mod+K', press('k', { metaKey: true }), 'mac')).toBe(true);
    expect(isPressed('Mod+K', press('k', held), 'mac')).toBe(false);
  });

  it('is found on an Arabic keyboard, where the same keys type other letters', () => {
    const held = { ctrlKey: true };
    expect(isPressed('Mod+K', press('ن', { ...held, code: 'KeyK' }), 'other')).toBe(true);
    expect(isPressed('Mod+1', press('١', { ...held, code: 'Digit1' }), 'other')).toBe(true);
    expect(isPressed('Mod+Comma', press('و', { ...held, code: 'Comma' }), 'other')).toBe(true);
    expect(isPressed('Question', press('؟', { shiftKey: true, code: 'Slash' }), 'other')).toBe(true);
    expect(isPressed('Slash', press('ظ', { code: 'Slash' }), 'other')).toBe(true);
  });

  it('follows the letter, not the place, on other Latin layouts', () => {
    expect(isPressed('Mod+Q', press('q', { ctrlKey: true, code: 'KeyA' }), 'other')).toBe(true);
    expect(isPressed('Mod+A', press('q', { ctrlKey: true, code: 'KeyA' }), 'other')).toBe(false);
  });

  it('leaves the Shift of signs to the layout', () => {
    const held = { ctrlKey: true };
    for (const one of [press('+', { ...held, shiftKey: true }), press('=', held), press('+', { ...held, code: 'NumpadAdd' })])
      expect(isPressed('Mod+Plus', one, 'other')).toBe(true);
    expect(isPressed('Question', press('?', { shiftKey: true }), 'other')).toBe(true);
    expect(isPressed('Slash', press('/', { shiftKey: true }), 'other')).toBe(true);
  });
});
