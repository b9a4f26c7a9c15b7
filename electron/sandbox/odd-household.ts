/** @file Placeholder order: see below. */

import type { Dataset } from './household/row.ts';
import { createHousehold } from './household.ts';
export function createOddHousehold(options: { readonly seed: number; readonly anchorMs: number }): Dataset {
  return createHousehold(options);
}
