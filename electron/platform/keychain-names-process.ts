/**
 * @file Entry of the process that lists our keychain items and then waits for its end: `<service>` as its argument. Runs as an
 * Electron utility process, and under plain Node in tests. The secrets that come with the names never leave it.
 */
import type { NamesMessage } from './keychain-names.ts';

async function listNames(): Promise<NamesMessage> {
  try {
    const { default: keytar } = await import('keytar');
    const items = await keytar.findCredentials(process.argv[2] ?? '');
    return { names: items.map((item) => item.account) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : 'unknown' };
  }
}

const message = await listNames();
const electronPort = process.parentPort as Electron.ParentPort | undefined; // undefined outside a utility process
if (electronPort) electronPort.postMessage(message);
else process.send?.(message);
