// @vitest-environment node
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const css = readFileSync(fileURLToPath(new URL('./tokens.css', import.meta.url)), 'utf8');

/** The custom properties of every block whose selector is listed, later ones winning. */
function tokens(...selectors: readonly string[]): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [, selector = '', body = ''] of css.matchAll(/^([^\s@/*][^{]*?)\s*\{([^}]*)\}/gm)) {
    if (!selectors.includes(selector)) continue;
    for (const [, name = '', value = ''] of body.matchAll(/--([\w-]+):\s*([^;]+);/g)) found[name] = value;
  }
  return found;
}

const LIGHT = [':root'];
const DARK = [...LIGHT, '[data-theme$="dark"]'];
const THEMES = {
  light: tokens(...LIGHT),
  dark: tokens(...DARK),
  'contrast-light': tokens(...LIGHT, '[data-theme="contrast-light"]'),
  'contrast-dark': tokens(...DARK, '[data-theme="contrast-dark"]'),
};

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2 contrast. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ['surface', 'canvas', 'rail', 'sunken', 'hover', 'accent-soft'];
const CHART = ['indigo', 'teal', 'coral', 'plum', 'olive', 'steel', 'umber', 'slate'];
/** role → [grounds, floor] */
const NORMAL: readonly (readonly [string, readonly string[], number])[] = [
  ...['text', 'text2', 'text3', 'accent', 'in', 'warn', 'danger'].map((role) => [role, GROUNDS, 4.5] as const),
  ...['control', 'in-fill', 'warn-fill', 'out-fill'].map((role) => [role, GROUNDS.slice(0, 5), 3] as const),
  ['warn', ['warn-soft'], 4.5],
  ['danger', ['danger-soft'], 4.5],
  ['on-accent', ['accent-solid', 'accent-solid-hover'], 4.5],
  ['on-danger', ['danger-solid', 'danger-solid-hover'], 4.5],
  ...CHART.map((name) => [`chart-${name}`, ['surface', 'canvas'], 3] as const),
];
const HIGH: typeof NORMAL = [
  ...['text', 'text2', 'text3', 'accent', 'in', 'warn', 'danger'].map((role) => [role, GROUNDS, 7] as const),
  ['control', GROUNDS.slice(0, 5), 4.5],
  ...CHART.map((name) => [`chart-${name}`, GROUNDS, 4.5] as const),
];
/** What bank monograms are written in; see bank-monogram.module.css. */
const LETTERS = {
  'contrast-light': ['chart-indigo', 'chart-plum', 'chart-olive', 'chart-umber', 'chart-slate'],
  'contrast-dark': ['chart-steel', 'accent', 'chart-olive', 'chart-umber', 'chart-slate'],
};

function shortfalls(theme: Readonly<Record<string, string>>, rules: typeof NORMAL): string[] {
  return rules.flatMap(([role, grounds, floor]) =>
    grounds
      .map((ground) => ({ role, ground, floor, ratio: contrast(theme[role] ?? '#000000', theme[ground] ?? '#000000') }))
      // The reference states ratios to two digits, rounded.
      .filter(({ ratio, floor: least }) => ratio < least - 0.005)
      .map(({ ground, ratio }) => `${role} on ${ground}: ${ratio.toFixed(2)} < ${floor}`),
  );
}

describe('tokens', () => {
  it.each(['light', 'dark'] as const)('keep their contrast floors (%s)', (name) => {
    expect(shortfalls(THEMES[name], NORMAL)).toEqual([]);
  });

  it.each(['contrast-light', 'contrast-dark'] as const)('keep the higher floors (%s)', (name) => {
    expect(shortfalls(THEMES[name], HIGH)).toEqual([]);
    expect(
      shortfalls(
        THEMES[name],
        LETTERS[name].map((role) => [role, ['sunken'], 7] as const),
      ),
    ).toEqual([]);
  });

  it('are the values of the visual reference', () => {
    const pick = (theme: Readonly<Record<string, string>>) => [
      theme.canvas,
      theme.text3,
      theme.accent,
      theme['accent-solid'],
      theme.control,
    ];
    expect([pick(THEMES.light), pick(THEMES.dark)]).toEqual([
      ['#faf9f7', '#6e695f', '#5443c2', '#5443c2', '#8b867d'],
      ['#121115', '#97949f', '#a99dfb', '#6f5ee0', '#767380'],
    ]);
  });
});
