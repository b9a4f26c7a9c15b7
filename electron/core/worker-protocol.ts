/**
 * @file What the main thread and the core worker say to each other. Plain data only: it crosses by structured clone,
 * response bodies by transfer. Siblings: `worker.ts` (core side), `../main/core-host.ts` (main side).
 */
import type { ShellCommand } from '../../shared/contract/app.ts';
import type { EventTopic } from '../../shared/contract/events.ts';
import type { ErrorCode, Reply } from '../../shared/errors.ts';
import type { HostCleared } from '../ports/host-data.ts';
import type { HttpFailureKind, HttpRequest, HttpResponse } from '../ports/http.ts';
import type { LogFields } from '../ports/log.ts';
import type { LoginStartState } from '../ports/login-start.ts';
import type { SystemNotification } from '../ports/notifier.ts';
import type { OpenFile } from '../ports/open-file.ts';
import type { PowerEvent } from '../ports/power.ts';
import type { SecretRead, SecretStore, SecretWrite } from '../ports/secret-store.ts';

/** `workerData` of the core worker. */
export type CoreWorkerData = {
  readonly dataDir: string;
  readonly version: string;
  readonly runtime: 'official' | 'stand-in';
  readonly systemLanguage: 'ar' | 'en';
  readonly scheme: string;
  /** Tests only: the clock stands still here. */
  readonly fixedNowMs: number | null;
};

export type PracticeAddress = { readonly baseUrl: string; readonly clientId: string; readonly clientSecret: string };
export type ChosenFile = NonNullable<Awaited<ReturnType<OpenFile['choose']>>>;
export type HttpCall = Omit<HttpRequest, 'signal'>;

/** What the core asks of the main thread: one line per port method. */
export type PortCalls = {
  'http.send': { input: HttpCall; output: HttpResponse };
  'secrets.get': { input: { account: string }; output: SecretRead };
  'secrets.set': { input: { account: string; value: string }; output: SecretWrite };
  'secrets.remove': { input: { account: string }; output: SecretWrite };
  'secrets.list': { input: null; output: Awaited<ReturnType<SecretStore['list']>> };
  'opener.open': { input: { url: string }; output: null };
  'notifier.show': { input: SystemNotification; output: null };
  'biometry.isAvailable': { input: null; output: boolean };
  'biometry.confirm': { input: { reason: string }; output: boolean };
  'shell.run': { input: { command: ShellCommand }; output: null };
  'scheme.isRegistered': { input: null; output: boolean };
  'loginStart.state': { input: null; output: LoginStartState };
  'loginStart.set': { input: { isOn: boolean }; output: null };
  'hostData.countFiles': { input: null; output: number };
  'hostData.clear': { input: { isPracticeErased: boolean }; output: HostCleared };
  'hostData.readLog': { input: { lines: number }; output: readonly string[] };
  'hostData.saveText': { input: { fileName: string; text: string }; output: boolean };
  'saveFile.choose': { input: { fileName: string }; output: string | null };
  'saveFile.write': { input: { token: string; bytes: Uint8Array }; output: null };
  'saveFile.finish': { input: { token: string }; output: string };
  'saveFile.discard': { input: { token: string }; output: null };
  'openFile.choose': { input: null; output: ChosenFile | null };
  'openFile.read': { input: { token: string; offset: number; length: number }; output: Uint8Array };
  'openFile.close': { input: { token: string }; output: null };
  'practice.start': { input: null; output: PracticeAddress | null };
};
export type PortName = keyof PortCalls;
export type PortCall = { [N in PortName]: { readonly name: N; readonly input: PortCalls[N]['input'] } }[PortName];

/** Errors lose their class on the way, so they travel as data. */
export type PortError =
  | { readonly kind: 'http'; readonly failure: HttpFailureKind; readonly mayHaveBeenDelivered: boolean }
  | { readonly kind: 'app'; readonly code: ErrorCode }
  | { readonly kind: 'unexpected'; readonly name: string };

export type ToCore =
  | { readonly type: 'dispatch'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly type: 'callback'; readonly id: number; readonly url: string }
  | { readonly type: 'port-done'; readonly id: number; readonly output: unknown }
  | { readonly type: 'port-failed'; readonly id: number; readonly error: PortError }
  | { readonly type: 'power'; readonly event: PowerEvent }
  | { readonly type: 'close' };

export type FromCore =
  | { readonly type: 'ready' }
  | { readonly type: 'start-failed'; readonly code: ErrorCode }
  | { readonly type: 'reply'; readonly id: number; readonly reply: Reply<unknown> }
  | { readonly type: 'callback-done'; readonly id: number }
  | { readonly type: 'event'; readonly topic: EventTopic; readonly payload: unknown }
  | { readonly type: 'port-call'; readonly id: number; readonly call: PortCall }
  | { readonly type: 'port-abort'; readonly id: number }
  | { readonly type: 'log'; readonly level: 'info' | 'warn' | 'error'; readonly event: string; readonly fields: LogFields | undefined }
  | { readonly type: 'closed' };
