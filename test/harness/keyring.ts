/** @file Locks and unlocks the private keyring of `scripts/with-desktop.mjs`, as the person's session would. Linux only. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';

const LOCK = ['--method', 'org.freedesktop.Secret.Service.Lock', "[objectpath '/org/freedesktop/secrets/aliases/default']"];
/** As given to the daemon by with-desktop.mjs. */
const PASSWORD = 'throw-away';
const UNLOCK_OPERATION = 1;

export function lockKeyring(): void {
  const service = ['call', '--session', '--dest', 'org.freedesktop.secrets', '--object-path', '/org/freedesktop/secrets'];
  execFileSync('gdbus', [...service, ...LOCK], { stdio: 'ignore' });
}

/** The way the login screen does it: over the running daemon's control socket (one credentials byte, length, operation, password). */
export async function unlockKeyring(): Promise<void> {
  const password = Buffer.from(PASSWORD);
  const message = Buffer.alloc(1 + 12 + password.length);
  message.writeUInt32BE(12 + password.length, 1);
  message.writeUInt32BE(UNLOCK_OPERATION, 5);
  message.writeUInt32BE(password.length, 9);
  password.copy(message, 13);
  const socket = connect(join(process.env.XDG_RUNTIME_DIR ?? '', 'keyring', 'control'));
  socket.write(message);
  const [answer] = (await once(socket, 'data')) as [Buffer]; // no encoding was set
  socket.destroy();
  if (answer.readUInt32BE(4) !== 0) throw new Error('the keyring was not unlocked');
}
