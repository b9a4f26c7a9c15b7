/**
 * @file Runs inside the window: how long from doing something until what follows from it is painted. Every function here is sent to the page
 * as its text, so it may use nothing from outside of itself but `window.probe`.
 */
import type { Page } from 'playwright';

export type Ready = 'rows' | 'list' | 'page' | 'chart' | 'drawer';
export type Trigger =
  | { readonly kind: 'hash'; readonly to: string }
  | { readonly kind: 'scroll'; readonly part: number }
  | { readonly kind: 'row'; readonly index: number }
  /** Typed into the field that has the focus, as an input method does. */
  | { readonly kind: 'text'; readonly text: string };
type Probe = {
  /** Milliseconds from the trigger to the paint. */
  until(trigger: Trigger, ready: Ready): Promise<number>;
  /** Resolves once the page has a title and nothing on it is loading; of a list also when all its rows are counted. */
  rest(): Promise<void>;
  /** The longest task while scrolling from one end to the other; 0 when none took 50 ms. */
  scrollThrough(steps: number): Promise<number>;
};

function install(): void {
  const grid = () => document.querySelector<HTMLElement>('[role="grid"][aria-rowcount]');
  const isQuiet = () => document.querySelector('main [aria-busy="true"]') === null;
  const title = () => document.querySelector('main h1')?.textContent ?? '';
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  // A message sent in a frame arrives once that frame was drawn.
  const painted = () =>
    frame().then(
      () =>
        new Promise<void>((done) => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => done();
          channel.port2.postMessage(0);
        }),
    );
  const hasRows = () => {
    const list = grid();
    if (!list) return false;
    const edge = list.getBoundingClientRect();
    const seen = [...list.querySelectorAll('[role="row"][aria-rowindex]')].filter((row) => {
      const { top, bottom } = row.getBoundingClientRect();
      return bottom > edge.top && top < edge.bottom;
    });
    // A line that waits for its row cannot be selected.
    return seen.length > 0 && seen.every((row) => row.hasAttribute('aria-selected'));
  };
  const isReady: Record<Ready, (before: string, wasBusy: boolean) => boolean> = {
    rows: () => hasRows(),
    list: (_before, wasBusy) => isQuiet() && (grid() ? wasBusy && hasRows() : wasBusy || title() !== ''),
    page: (before) => title() !== '' && title() !== before && isQuiet(),
    // The picture of all months; what is below it may still be on its way.
    chart: () => (document.querySelector('main .recharts-surface [data-series="net"]')?.getAttribute('d') ?? '').split('M').length > 100,
    drawer: () => isQuiet() && document.querySelector('aside dl, aside [role="group"]') !== null,
  };
  const pull: Record<Trigger['kind'], (trigger: Trigger) => void> = {
    hash: (trigger) => {
      if (trigger.kind === 'hash') window.location.hash = trigger.to;
    },
    scroll: (trigger) => {
      const list = grid();
      if (list && trigger.kind === 'scroll') list.scrollTop = (list.scrollHeight - list.clientHeight) * trigger.part;
    },
    row: (trigger) => {
      const rows = document.querySelectorAll<HTMLElement>('[role="row"][aria-rowindex]');
      if (trigger.kind === 'row') rows[trigger.index]?.click();
    },
    text: (trigger) => {
      // Outdated, and the only way in for a page: the field gets the events of real typing.
      if (trigger.kind === 'text') document.execCommand('insertText', false, trigger.text);
    },
  };
  const probe: Probe = {
    async until(trigger, ready) {
      const before = title();
      let wasBusy = false;
      const watcher = new MutationObserver(() => {
        wasBusy ||= !isQuiet();
      });
      watcher.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-busy'] });
      const started = performance.now();
      pull[trigger.kind](trigger);
      while (!isReady[ready](before, wasBusy)) {
        if (performance.now() - started > 30_000) throw new Error(`nothing was ready: ${ready} ${JSON.stringify(trigger)}`);
        await frame();
      }
      await painted();
      watcher.disconnect();
      return performance.now() - started;
    },
    async rest() {
      while (title() === '' || !isQuiet() || grid()?.getAttribute('aria-rowcount') === '-1') await frame();
    },
    async scrollThrough(steps) {
      const list = grid();
      if (!list) throw new Error('no list');
      let longest = 0;
      const note = (entries: readonly PerformanceEntry[]) => {
        for (const { duration } of entries) longest = Math.max(longest, duration);
      };
      const watcher = new PerformanceObserver((found) => note(found.getEntries()));
      watcher.observe({ type: 'longtask' });
      const height = list.scrollHeight - list.clientHeight;
      for (let step = 1; step <= steps; step += 1) {
        list.scrollTop = (height * step) / steps;
        await frame();
      }
      await painted();
      note(watcher.takeRecords());
      watcher.disconnect();
      return longest;
    },
  };
  Object.assign(window, { probe });
}

/** Puts the probe into the page as it is now; a page that is loaded anew needs it again. */
export async function probePage(page: Page) {
  await page.evaluate(install);
  type Probed = { probe: Probe };
  return {
    until: (trigger: Trigger, ready: Ready): Promise<number> =>
      page.evaluate(([what, wanted]) => (window as unknown as Probed).probe.until(what, wanted), [trigger, ready] as const), // put there just above
    rest: (): Promise<void> => page.evaluate(() => (window as unknown as Probed).probe.rest()), // as above
    scrollThrough: (steps: number): Promise<number> =>
      page.evaluate((count) => (window as unknown as Probed).probe.scrollThrough(count), steps), // as above
  };
}
