/** @file axe in the real window, where colours are painted. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { View } from './view.ts';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** @returns what is serious or critical, one line per element. `colours`: only what a change of theme can break. */
export async function axeFindings({ mizan: { page } }: View, which: 'everything' | 'colours'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(SOURCE);
  const options: RunOptions = {
    resultTypes: ['violations'],
    // Would fetch every style sheet once more, for rules about orientation.
    preload: false,
    ...(which === 'colours' && { runOnly: { type: 'rule', values: ['color-contrast'] } }),
  };
  const results = await page.evaluate(
    // Put there just above. What react-aria has a screen reader say is an element for as long as it is said.
    (wanted) =>
      (window as unknown as { axe: { run(context: object, options: unknown): Promise<AxeResults> } }).axe.run(
        { exclude: [['[data-live-announcer]']] },
        wanted,
      ),
    options,
  );
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`));
}
