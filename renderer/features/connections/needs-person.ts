import type { Connection, ConnectionState } from '../../../shared/contract/connections.ts';

/** States in which only the person can go on: at the bank, with a new consent. */
const NEEDS_PERSON: ReadonlySet<ConnectionState> = new Set(['expiring', 'expired', 'reconnect_required']);

export function needsPersonCount(connections: readonly Pick<Connection, 'state'>[]): number {
  return connections.filter((connection) => NEEDS_PERSON.has(connection.state)).length;
}
