/** @file What Mizan is made of, and the report of a problem: made on request, shown, and saved only as it was shown. */
import { arch, platform, release } from 'node:os';
import type { About, Notice } from '../../../shared/contract/about.ts';
import type { Handlers } from '../../../shared/contract/index.ts';
import { riyadhDay, toInstant } from '../../../shared/domain/dates.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Db } from '../../db/open.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HostData } from '../../ports/host-data.ts';
import { describeStore } from './diagnosis.ts';

/** Newest lines of the log, which is redacted before a line is written. */
const LOG_LINES = 300;
const PARTS = { Electron: 'electron', Chromium: 'chrome', Node: 'node', V8: 'v8' } as const;

export type AboutDeps = {
  readonly version: string;
  readonly runtime: About['runtime'];
  /** Written by the build; none under plain Node. */
  readonly notices: (() => readonly Notice[]) | undefined;
  readonly host: HostData | undefined;
  readonly clock: Clock;
  readonly db: () => Db | undefined;
  /** Codes, counts and choices of the rest of the core. */
  readonly facts: () => Readonly<Record<string, unknown>>;
};

export class AboutService {
  readonly #deps: AboutDeps;
  #shown: string | undefined;

  constructor(deps: AboutDeps) {
    this.#deps = deps;
  }

  about(): About {
    const { version, runtime, db } = this.#deps;
    const parts = Object.entries(PARTS).flatMap(([name, key]) => {
      const found = process.versions[key];
      return found === undefined ? [] : [{ name, version: found }];
    });
    const sqlite = db()?.prepare('SELECT sqlite_version()').pluck().get();
    return {
      version,
      runtime,
      parts: [...parts, ...(typeof sqlite === 'string' ? [{ name: 'SQLite', version: sqlite }] : [])],
      system: `${platform()} ${release()} ${arch()}`,
    };
  }

  notices(): Notice[] {
    return [...(this.#deps.notices?.() ?? [])];
  }

  async diagnose(): Promise<string> {
    const { clock, db, facts, host } = this.#deps;
    const open = db();
    const report = {
      madeAt: toInstant(clock.now()),
      ...this.about(),
      ...facts(),
      store: open ? describeStore(open) : null,
      log: (await host?.readLog(LOG_LINES)) ?? [],
    };
    this.#shown = `${JSON.stringify(report, null, 2)}\n`;
    return this.#shown;
  }

  async save(): Promise<boolean> {
    const { clock, host } = this.#deps;
    if (this.#shown === undefined) throw new AppError('not_found', 'nothing was shown');
    return (await host?.saveText({ fileName: `mizan-report-${riyadhDay(clock.now())}.json`, text: this.#shown })) ?? false;
  }
}

export function aboutHandlers(service: AboutService): Pick<Handlers, Extract<keyof Handlers, `about.${string}`>> {
  return {
    'about.get': () => service.about(),
    'about.notices': () => service.notices(),
    'about.diagnose': async () => ({ text: await service.diagnose() }),
    'about.saveDiagnosis': async () => ({ isSaved: await service.save() }),
  };
}
