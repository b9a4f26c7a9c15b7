import { waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ALL_SCREENS, showScreen } from '../../test/harness/all-screens.ts';
import { giveElementsSizes } from '../../test/harness/element-sizes.ts';

giveElementsSizes();

/** `1,234.50`, `1234.50`, `١٬٢٣٤٫٥٠`, wherever they are written. */
const AMOUNT = /(?<![\d\u0660-\u0669.:])[\d\u0660-\u0669][\d\u0660-\u0669,\u066c]*[.\u066b][\d\u0660-\u0669]{2,3}(?![\d\u0660-\u0669.])/g;
/** `75k`, as value axes shorten. */
const SHORTENED = /[\d\u0660-\u0669]\s?(?:k|M|ألف|مليون)$/;
/** Where a drawing says how large it is, not how much. */
const GEOMETRY = new Set([
  'd',
  'points',
  'transform',
  'viewBox',
  'style',
  'class',
  'id',
  'href',
  'x',
  'y',
  'x1',
  'x2',
  'y1',
  'y2',
  'cx',
  'cy',
  'r',
  'dy',
  'width',
  'height',
  'fill-opacity',
  'stroke-width',
  'offset',
  'clip-path',
  'data-key',
]);

/** Everything that can be read or heard: texts and attributes, tooltips and what copying would give. */
function said(): string {
  const parts: string[] = [];
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) if (!GEOMETRY.has(name)) parts.push(value);
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) parts.push(node.nodeValue ?? '');
  }
  return parts.join('\n');
}
const axis = () => [...document.querySelectorAll('svg text')].map((label) => label.textContent ?? '');
const amounts = (): readonly string[] => [...(said().match(AMOUNT) ?? []), ...axis().filter((label) => SHORTENED.test(label))];

/** The sample of the digits, which is nobody's money. */
const SAMPLES: Readonly<Record<string, readonly string[]>> = { 'settings, language': ['1,234.50', '١٬٢٣٤٫٥٠'] };
/** No amounts there, private or not. */
const EMPTY_HANDED = /^(settings|consents|connect|activity, every|activity$|palette|categories$|categories, (?:banks|rules)|export)/;

const show = (name: string, privacyMode: boolean, numerals: 'latn' | 'arab' = 'latn') => showScreen(name, { privacyMode, numerals });
const NAMES = Object.keys(ALL_SCREENS);

describe('S36 privacy mode', () => {
  it.each(NAMES)('leaves no amount to be read, heard or copied: %s', async (name) => {
    await show(name, true);
    expect(amounts().filter((text) => !SAMPLES[name]?.includes(text))).toEqual([]);
    await show(name, true, 'arab');
    expect(amounts().filter((text) => !SAMPLES[name]?.includes(text))).toEqual([]);
  });

  it.each(NAMES.filter((name) => !EMPTY_HANDED.test(name)))('has something to hide: %s', async (name) => {
    await show(name, false);
    await waitFor(() => expect(amounts().length).toBeGreaterThan(0));
  });

  it('shows every figure with the same width', async () => {
    await show('accounts', true);
    const shown = new Set([...document.querySelectorAll('[data-copy=amount]')].map((element) => element.textContent));
    expect([...shown].filter((text) => !text?.endsWith('•••••Amount hidden'))).toEqual([]);
  });
});
