/** @file What a key means in the list. Letters are taken by their place too: with an Arabic layout the J key types ت. */

export type ListKey =
  | { readonly kind: 'move'; readonly by: number; readonly extends: boolean }
  | { readonly kind: 'open' | 'close' | 'toggle' | 'selectAll' | 'edit' | 'reviewed' | 'category' | 'note' | 'tags' | 'always' };

const PAGE_STEP = 12;
const MOVES: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: PAGE_STEP,
  PageUp: -PAGE_STEP,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};
const LETTERS = {
  x: 'toggle',
  e: 'edit',
  r: 'reviewed',
  c: 'category',
  n: 'note',
  t: 'tags',
  a: 'always',
} as const;

export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The Latin letter of a key, whatever the layout types with it. */
export function letterOf({ key, code }: Pick<KeyPress, 'key' | 'code'>): string | undefined {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  return /^[ -~]$/.test(key) ? undefined : /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase();
}

export function listKeyOf(press: KeyPress): ListKey | undefined {
  if (press.altKey) return undefined;
  const letter = letterOf(press);
  if (press.ctrlKey || press.metaKey) {
    if (letter === 'a' && !press.shiftKey) return { kind: 'selectAll' };
    return undefined;
  }
  const by = MOVES[press.key] ?? (letter === 'j' ? 1 : letter === 'k' ? -1 : undefined);
  if (by !== undefined) return { kind: 'move', by, extends: press.shiftKey };
  if (press.key === 'Enter') return { kind: 'open' };
  if (press.key === 'Escape') return { kind: 'close' };
  if (press.key === ' ') return { kind: 'toggle' };
  const named = press.shiftKey ? undefined : LETTERS[letter as keyof typeof LETTERS]; // undefined for a letter that means nothing
  return named && { kind: named };
}
