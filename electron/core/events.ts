import type { EventTopic } from '../../shared/contract/events.ts';

export type EventListener = (topic: EventTopic) => void;
export type Events = { emit(topic: EventTopic): void; subscribe(listener: EventListener): () => void };

/** Topics tell that something changed, never what: whoever cares reads it again. Emitted after commit. */
export function createEvents(): Events {
  const listeners = new Set<EventListener>();
  return {
    emit(topic) {
      for (const listener of listeners) listener(topic);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
