/** @file The one IPC handler: the sender check, then the core. The only file that touches ipcMain (S3). */
import { BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { EventTopic } from '../../shared/contract/events.ts';
import type { Reply } from '../../shared/errors.ts';
import type { Log } from '../ports/log.ts';
import { EVENT_CHANNEL, INVOKE_CHANNEL, isTrustedSender, readCall, type Sender } from './ipc-gate.ts';
import type { Origins } from './navigation.ts';

export type IpcDeps = {
  readonly origins: Origins;
  readonly log: Log;
  readonly dispatch: (name: string, input: unknown) => Promise<Reply<unknown>>;
};

function describeSender(event: IpcMainInvokeEvent): Sender {
  const frame = event.senderFrame;
  return {
    isOurWindow: BrowserWindow.fromWebContents(event.sender) !== null,
    frame: frame && { url: frame.url, isMainFrame: frame.parent === null && frame === event.sender.mainFrame },
  };
}

export function registerIpc(deps: IpcDeps): void {
  ipcMain.handle(INVOKE_CHANNEL, async (event, ...args: unknown[]): Promise<Reply<unknown>> => {
    if (!isTrustedSender(describeSender(event), deps.origins)) {
      deps.log.warn('ipc.refused');
      return { ok: false, error: { code: 'forbidden' } };
    }
    const call = readCall(args);
    if (!call) return { ok: false, error: { code: 'invalid_input' } };
    return deps.dispatch(call.name, call.input);
  });
}

export function sendEvent(topic: EventTopic, payload: unknown): void {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.isDestroyed()) window.webContents.send(EVENT_CHANNEL, topic, payload);
  }
}
