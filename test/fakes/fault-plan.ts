/**
 * @file R27: which call of which port fails, and how. Every port of a core asks the plan before each call; the plan numbers the
 * calls its fault counts and strikes at the n-th, or at every one from the n-th on.
 */
import type { HttpFailureKind } from '../../electron/ports/http.ts';
import type { ErrorCode } from '../../shared/errors.ts';

export type PortName = 'http' | 'secrets' | 'files' | 'sqlite' | 'opener' | 'host';
export type PortCall = {
  readonly port: PortName;
  /** For the reader of a failure: `POST /auth/token`, `set practice:tokens`, `run UPDATE accounts SET …`. */
  readonly what: string;
  /** Whether it may change something where it is stored. */
  readonly isWrite: boolean;
  /** Of SQLite: a write outside a transaction, or its beginning: where another connection can be in the way. */
  readonly takesLock?: boolean;
};

/** How a call fails. Each port knows the ones that can happen to it. */
export type Strike =
  | { readonly kind: 'http'; readonly failure: HttpFailureKind; readonly isDelivered: boolean }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'secret'; readonly status: 'locked' | 'unavailable' | 'error' | 'hidden' }
  | { readonly kind: 'code'; readonly code: ErrorCode }
  | { readonly kind: 'sqlite'; readonly code: 'SQLITE_FULL' | 'SQLITE_IOERR_WRITE' | 'SQLITE_BUSY' }
  /** The process is gone; `isDelivered`: the request it had just sent arrives all the same. */
  | { readonly kind: 'death'; readonly isDelivered: boolean };

export type Fault = {
  /** With `n` for the number of the call. */
  readonly name: string;
  readonly port: PortName | 'any';
  /** The calls that are numbered. */
  readonly counts: (call: PortCall) => boolean;
  readonly strike: Strike;
  /** What the calls after the n-th meet; undefined: they are as usual. */
  readonly afterwards?: Strike;
};

/** Thrown at whatever still runs in a process that is no more. */
export class PowerCut extends Error {
  constructor() {
    super('the process is gone');
    this.name = 'PowerCut';
  }
}

export type FaultGate = {
  /** What the ports of one process ask before every call. @throws PowerCut in a process that is no more */
  readonly before: (call: PortCall) => Strike | undefined;
  readonly isAlive: () => boolean;
};

export type FaultPlan = {
  /** A new process; the one before it is no more. */
  start(options?: { readonly keepsFault: boolean }): FaultGate;
  /** From now on the n-th call the fault counts is struck. */
  arm(fault: Fault, n: number): void;
  /** All is well again; the dead stay dead. */
  disarm(): void;
  /** What was struck first since `arm`. */
  struck(): PortCall | undefined;
  /** What was let through between `arm` and `disarm`, in order. */
  passed(): readonly PortCall[];
  isDead(): boolean;
};

/** @param onDeath called at the moment the process dies, while its files are as they are */
export function createFaultPlan(onDeath: () => void): FaultPlan {
  let fault: Fault | undefined;
  let at = 0;
  let count = 0;
  let struck: PortCall | undefined;
  let passed: PortCall[] = [];
  let isDead = false;
  let process = 0;

  function strikeFor(call: PortCall): Strike | undefined {
    if (!fault?.counts(call)) return undefined;
    count += 1;
    if (count < at) return undefined;
    if (count > at) return fault.afterwards;
    struck = call;
    return fault.strike;
  }

  function before(call: PortCall): Strike | undefined {
    const strike = strikeFor(call);
    const isDone = strike === undefined || ('isDelivered' in strike && strike.isDelivered);
    if (isDone && fault) passed.push(call);
    if (strike?.kind !== 'death') return strike;
    isDead = true;
    onDeath();
    if (!strike.isDelivered) throw new PowerCut();
    return strike;
  }

  return {
    start(options) {
      if (!options?.keepsFault) fault = undefined;
      isDead = false;
      process += 1;
      const mine = process;
      const isAlive = () => !isDead && mine === process;
      return {
        isAlive,
        before(call) {
          if (!isAlive()) throw new PowerCut();
          return before(call);
        },
      };
    },
    arm(next, n) {
      fault = next;
      at = n;
      count = 0;
      struck = undefined;
      passed = [];
    },
    disarm() {
      fault = undefined;
    },
    struck: () => struck,
    passed: () => passed,
    isDead: () => isDead,
  };
}

const only = (port: PortName) => ({ port, counts: (call: PortCall) => call.port === port });
const OFFLINE = { kind: 'http', failure: 'offline', isDelivered: false } as const;
const LOST = { kind: 'http', failure: 'reset', isDelivered: true } as const;
const FULL = { kind: 'sqlite', code: 'SQLITE_FULL' } as const;

/** Lets everything through. */
export const NO_FAULT: Fault = { name: 'none', port: 'any', counts: () => false, strike: OFFLINE };

/** What R5 and R27 ask for. */
export const FAULTS = {
  offline: { name: 'no network from request n on', ...only('http'), strike: OFFLINE, afterwards: OFFLINE },
  lost: { name: 'answer n lost', ...only('http'), strike: LOST },
  lostThenOffline: { name: 'answer n lost, then no network', ...only('http'), strike: LOST, afterwards: OFFLINE },
  broken: {
    name: 'the provider answers 500 from request n on',
    ...only('http'),
    strike: { kind: 'status', status: 500 },
    afterwards: { kind: 'status', status: 500 },
  },
  keychainFails: { name: 'keychain call n fails', ...only('secrets'), strike: { kind: 'secret', status: 'error' } },
  keychainLocked: {
    name: 'keychain locked from call n on',
    ...only('secrets'),
    strike: { kind: 'secret', status: 'locked' },
    afterwards: { kind: 'secret', status: 'locked' },
  },
  keychainHidden: {
    name: 'keychain locked without saying so from call n on',
    ...only('secrets'),
    strike: { kind: 'secret', status: 'hidden' },
    afterwards: { kind: 'secret', status: 'hidden' },
  },
  fileFails: { name: 'file step n fails', ...only('files'), strike: { kind: 'code', code: 'disk_failed' } },
  statementFails: { name: 'I/O error at statement n', ...only('sqlite'), strike: { kind: 'sqlite', code: 'SQLITE_IOERR_WRITE' } },
  diskFull: {
    name: 'disk full from write n on',
    port: 'sqlite',
    counts: (call) => (call.port === 'sqlite' || call.port === 'files') && call.isWrite,
    strike: FULL,
    afterwards: FULL,
  },
  busy: {
    name: 'store busy at write n',
    port: 'sqlite',
    counts: (call) => call.port === 'sqlite' && call.takesLock === true,
    strike: { kind: 'sqlite', code: 'SQLITE_BUSY' },
  },
  browserFails: { name: 'the browser does not open', ...only('opener'), strike: { kind: 'code', code: 'widget_failed' } },
  hostFails: { name: 'call n about logs and caches fails', ...only('host'), strike: { kind: 'code', code: 'disk_failed' } },
  killed: { name: 'killed before call n', port: 'any', counts: () => true, strike: { kind: 'death', isDelivered: false } },
  killedWaiting: { name: 'killed while request n is under way', ...only('http'), strike: { kind: 'death', isDelivered: true } },
} satisfies Record<string, Fault>;
