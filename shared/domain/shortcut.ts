/**
 * @file Keyboard shortcuts as text (`Mod+Shift+H`, `F11`, `/`): how they are drawn, how Electron wants them, and whether a key press is one.
 * `Mod` is Command on a Mac and Control elsewhere. Letters and signs also match by their place on the keyboard, because with an Arabic
 * layout the K key types ن.
 */
export type Platform = 'mac' | 'other';
export type Shortcut = string | { readonly mac: string; readonly other: string };
export type KeyPress = {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
};

const MODIFIERS = ['Ctrl', 'Alt', 'Shift', 'Cmd'] as const;
type Modifier = (typeof MODIFIERS)[number];
type Parsed = { readonly modifiers: readonly Modifier[]; readonly key: string };

/** Named keys: what stands on the cap, what Electron calls it, what a press of it looks like on any layout. */
type NamedKey = { readonly cap: string; readonly accelerator: string; readonly keys: readonly string[]; readonly codes: readonly string[] };
const NAMED: Readonly<Record<string, NamedKey>> = {
  Plus: { cap: '+', accelerator: 'Plus', keys: ['+', '='], codes: ['Equal', 'NumpadAdd'] },
  Minus: { cap: '−', accelerator: '-', keys: ['-', '−', '_'], codes: ['Minus', 'NumpadSubtract'] },
  Comma: { cap: ',', accelerator: ',', keys: [',', '،'], codes: ['Comma'] },
  Slash: { cap: '/', accelerator: '/', keys: ['/'], codes: ['Slash'] },
  Question: { cap: '?', accelerator: '?', keys: ['?', '؟'], codes: [] },
  BracketLeft: { cap: '[', accelerator: '[', keys: ['['], codes: ['BracketLeft'] },
  BracketRight: { cap: ']', accelerator: ']', keys: [']'], codes: ['BracketRight'] },
  ArrowUp: { cap: '↑', accelerator: 'Up', keys: ['ArrowUp'], codes: [] },
  ArrowDown: { cap: '↓', accelerator: 'Down', keys: ['ArrowDown'], codes: [] },
  ArrowLeft: { cap: '←', accelerator: 'Left', keys: ['ArrowLeft'], codes: [] },
  ArrowRight: { cap: '→', accelerator: 'Right', keys: ['ArrowRight'], codes: [] },
  Escape: { cap: 'Esc', accelerator: 'Escape', keys: ['Escape'], codes: [] },
  PageUp: { cap: 'PgUp', accelerator: 'PageUp', keys: ['PageUp'], codes: [] },
  PageDown: { cap: 'PgDn', accelerator: 'PageDown', keys: ['PageDown'], codes: [] },
};
/** Their Shift is a matter of the layout, not of the shortcut. */
const SHIFT_FREE: ReadonlySet<string> = new Set(['Plus', 'Minus', 'Question', 'Slash']);
const MAC_CAPS: Readonly<Record<Modifier, string>> = { Ctrl: '⌃', Alt: '⌥', Shift: '⇧', Cmd: '⌘' };
const ARABIC_ZERO = 0x660;

function parse(shortcut: Shortcut, platform: Platform): Parsed {
  const parts = (typeof shortcut === 'string' ? shortcut : shortcut[platform]).split('+');
  const key = parts.at(-1) ?? '';
  const named = parts.slice(0, -1).map((part) => (part === 'Mod' ? (platform === 'mac' ? 'Cmd' : 'Ctrl') : part));
  return { modifiers: MODIFIERS.filter((modifier) => named.includes(modifier)), key };
}

/** `['Ctrl', 'Shift', 'H']`, or `['⇧', '⌘', 'H']` on a Mac: one text per cap, in the platform's order. */
export function keyCaps(shortcut: Shortcut, platform: Platform): readonly string[] {
  const { modifiers, key } = parse(shortcut, platform);
  const cap = NAMED[key]?.cap ?? key;
  return [...modifiers.map((modifier) => (platform === 'mac' ? MAC_CAPS[modifier] : modifier)), cap];
}

/** What Electron's menus and a screen reader's `aria-keyshortcuts` are told. */
export function acceleratorOf(shortcut: Shortcut, platform: Platform): string {
  const { modifiers, key } = parse(shortcut, platform);
  return [...modifiers, NAMED[key]?.accelerator ?? key].join('+');
}

export function ariaShortcut(shortcut: Shortcut, platform: Platform): string {
  const { modifiers, key } = parse(shortcut, platform);
  const names: Readonly<Record<Modifier, string>> = { Ctrl: 'Control', Alt: 'Alt', Shift: 'Shift', Cmd: 'Meta' };
  return [...modifiers.map((modifier) => names[modifier]), NAMED[key]?.keys[0] ?? key].join('+');
}

export function isPressed(shortcut: Shortcut, press: KeyPress, platform: Platform): boolean {
  const { modifiers, key } = parse(shortcut, platform);
  const wants = (modifier: Modifier) => modifiers.includes(modifier);
  if (press.ctrlKey !== wants('Ctrl') || press.metaKey !== wants('Cmd') || press.altKey !== wants('Alt')) return false;
  if (!SHIFT_FREE.has(key) && press.shiftKey !== wants('Shift')) return false;
  return isKey(key, press);
}

function isKey(key: string, press: KeyPress): boolean {
  const isLatin = /^[ -~]$/.test(press.key);
  const named = NAMED[key];
  if (named) return named.keys.includes(press.key) || (!isLatin && named.codes.includes(press.code));
  if (/^[A-Z]$/.test(key)) return isLatin ? press.key.toUpperCase() === key : press.code === `Key${key}`;
  if (/^[0-9]$/.test(key)) {
    const arabic = String.fromCharCode(ARABIC_ZERO + Number(key));
    return [key, arabic].includes(press.key) || press.code === `Digit${key}` || press.code === `Numpad${key}`;
  }
  return press.key === key;
}
