/** @file Puts `window.api` on the page: the contract's two verbs, nothing else (S2). No logic, no dependency but electron. */
import { contextBridge, ipcRenderer } from 'electron';

type Listener = (payload: unknown) => void;
const listeners = new Map<string, Set<Listener>>();

// The event object stays here: it carries the sender.
ipcRenderer.on('mizan:event', (_event, topic: string, payload: unknown) => {
  for (const listener of listeners.get(topic) ?? []) listener(payload);
});

const api = Object.freeze({
  /** SECURITY: `name` is an argument, never a channel. */
  invoke: (name: unknown, input: unknown): Promise<unknown> => ipcRenderer.invoke('mizan:invoke', name, input),
  subscribe: (topic: unknown, listener: Listener): (() => void) => {
    const key = String(topic);
    const set = listeners.get(key) ?? new Set();
    listeners.set(key, set.add(listener));
    return () => {
      set.delete(listener);
    };
  },
});

contextBridge.exposeInMainWorld('api', api);
