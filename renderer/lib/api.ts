/** @file Calls an operation of the contract: returns its data or throws `ApiError`. */
import type { EventPayload, EventTopic } from '../../shared/contract/events.ts';
import type { Input, OpName, Output } from '../../shared/contract/index.ts';
import { ApiError } from './api-error.ts';
import './bridge.ts';

export async function api<N extends OpName>(name: N, input: Input<N>): Promise<Output<N>> {
  const reply = await window.api.invoke(name, input);
  if (!reply.ok) throw new ApiError(reply.error);
  return reply.data as Output<N>; // the dispatcher has parsed it with this operation's output schema
}

/** Listens to a topic; returns how to stop. */
export function subscribe<T extends EventTopic>(topic: T, listener: (payload: EventPayload<T>) => void): () => void {
  return window.api.subscribe(topic, listener);
}
