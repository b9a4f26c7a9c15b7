/** @file The demo's steps, as typed after `--do`, over a real core towards somebody else's server; without a process of their own. */

import type { Widget } from '../../scripts/demo/flows.ts';
import { parseDemoOptions } from '../../scripts/demo/options.ts';
import type { Report } from '../../scripts/demo/report.ts';
import { createWalk } from '../../scripts/demo/walk.ts';
import { startCoreHarness } from './core-harness.ts';
import { OTHER_CLIENT, type OtherServer } from './other-server.ts';
import { hastyPorts } from './other-walk.ts';

export type StepWalk = {
  /** Goes on where the steps before ended, over the same store. @returns the objects these steps print */
  do(steps: string): Promise<readonly Report[]>;
  /** As `do`, for steps that print exactly one. */
  one(steps: string): Promise<Report>;
  /** What stderr was told by the last `do`. */
  said(): readonly string[];
  /** What was waited for between tries by the last `do`, in milliseconds. */
  waits: number[];
  /** Time passes for Mizan. */
  pass(ms: number): void;
  close(): Promise<void>;
};

export async function startStepWalk(server: OtherServer): Promise<StepWalk> {
  const waits: number[] = [];
  let aheadMs = 0;
  let said: string[] = [];
  const widget: Widget = { location: undefined };
  const opener = {
    open: async (url: string) => {
      widget.location = url;
    },
  };
  const ports = { ...hastyPorts(waits, () => aheadMs), opener };
  const harness = await startCoreHarness({ baseUrl: server.baseUrl, ...OTHER_CLIENT }, { ports });

  async function run(steps: string): Promise<readonly Report[]> {
    const options = parseDemoOptions(['--json', '--do', steps]);
    if (!options?.steps) throw new Error('no steps');
    said = [];
    waits.length = 0;
    const walk = createWalk(harness.core(), options, widget, (text) => said.push(text));
    for (const step of options.steps) await walk.step(step);
    return (await walk.finish()).map(({ report }) => report);
  }

  return {
    do: run,
    async one(steps) {
      const [report, ...others] = await run(steps);
      if (!report || others.length > 0) throw new Error(`printed ${others.length + (report ? 1 : 0)} objects`);
      return report;
    },
    said: () => said,
    waits,
    pass: (ms) => {
      aheadMs += ms;
    },
    close: () => harness.close(),
  };
}
