import { describe, expect, it } from 'vitest';
import { type KeyPress, listKeyOf } from './list-keys.ts';

const press = (key: string, change: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: `Key${key.toUpperCase()}`,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...change,
});

describe('keys of the list', () => {
  it('move by letters and arrows, and select on the way with Shift', () => {
    expect([press('j'), press('k'), press('ArrowDown'), press('PageUp'), press('J', { shiftKey: true })].map(listKeyOf)).toEqual([
      { kind: 'move', by: 1, extends: false },
      { kind: 'move', by: -1, extends: false },
      { kind: 'move', by: 1, extends: false },
      { kind: 'move', by: -12, extends: false },
      { kind: 'move', by: 1, extends: true },
    ]);
  });

  it('mean the same with an Arabic layout, where letters are elsewhere', () => {
    expect(listKeyOf(press('ؤ', { code: 'KeyC' }))).toEqual({ kind: 'category' });
    expect(listKeyOf(press('ش', { code: 'KeyA' }))).toEqual({ kind: 'always' });
    expect(listKeyOf(press('ت', { code: 'KeyJ' }))).toEqual({ kind: 'move', by: 1, extends: false });
    // A Latin layout with other places, such as AZERTY: what is typed counts.
    expect(listKeyOf(press('x', { code: 'KeyB' }))).toEqual({ kind: 'toggle' });
  });

  it('leave the shortcuts of the app alone', () => {
    expect([press('c', { ctrlKey: true }), press('r', { metaKey: true }), press('n', { altKey: true }), press('q')].map(listKeyOf)).toEqual(
      [undefined, undefined, undefined, undefined],
    );
    expect(listKeyOf(press('a', { ctrlKey: true }))).toEqual({ kind: 'selectAll' });
  });
});
