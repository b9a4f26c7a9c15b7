/** @file Exports that run until a test or a scene says how they end. */
import type { EventTopic } from '../../shared/contract/events.ts';
import { type ExportStatus, STORED_KINDS } from '../../shared/contract/exports.ts';
import type { Handlers } from '../../shared/contract/index.ts';

export type ExportHandlers = Pick<Handlers, Extract<keyof Handlers, `exports.${string}`>>;

export const IDLE_EXPORT: ExportStatus = {
  state: 'idle',
  subject: null,
  format: null,
  rows: 0,
  total: 0,
  skipped: 0,
  fileName: null,
  errorCode: null,
};
const COUNTS: readonly number[] = [3, 5, 6, 214, 2_412, 37, 45, 3, 5, 0, 96, 2_508, 2_871, 41, 388, 12, 4, 0, 6];

type Deps = {
  readonly status: () => ExportStatus;
  readonly setStatus: (status: ExportStatus) => void;
  readonly emit: (topic: EventTopic) => void;
};

export function exportAnswers({ status, setStatus, emit }: Deps): ExportHandlers {
  const set = (next: ExportStatus) => {
    setStatus(next);
    emit('exports.changed');
  };
  return {
    'exports.status': () => status(),
    'exports.start': ({ format }) => {
      set({ ...IDLE_EXPORT, state: 'running', subject: 'list', format, total: 400 });
      return { isStarted: true };
    },
    'exports.startEverything': ({ format }) => {
      set({ ...IDLE_EXPORT, state: 'running', subject: 'everything', format, total: 8_650 });
      return { isStarted: true };
    },
    'exports.cancel': () => {
      set({ ...status(), state: 'cancelled' });
      return { done: true };
    },
    'exports.inventory': () => STORED_KINDS.map((kind, index) => ({ kind, count: COUNTS[index] ?? 0 })),
  };
}
