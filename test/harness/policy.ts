/** @file Collects what the page's content policy refuses (S5). */
import type { Page } from '@playwright/test';

type Watched = { seenViolations: string[] };

/** @returns a reader of the violated directives since now. */
export async function watchPolicy(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seenViolations: seen } satisfies Watched);
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective));
  });
  return () => page.evaluate(() => (window as unknown as Watched).seenViolations); // put there just above
}
