/** @file What the preload puts on the page: the only way out of the renderer. */
import type { EventPayload, EventTopic } from '../../shared/contract/events.ts';
import type { OpName } from '../../shared/contract/index.ts';
import type { Reply } from '../../shared/errors.ts';

export type Bridge = {
  invoke(name: OpName, input: unknown): Promise<Reply<unknown>>;
  subscribe<T extends EventTopic>(topic: T, listener: (payload: EventPayload<T>) => void): () => void;
};

declare global {
  interface Window {
    readonly api: Bridge;
  }
}
