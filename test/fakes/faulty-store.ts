/**
 * @file A real store whose statements, beginnings and commits pass a fault plan first. Errors are the driver's own kind, and those
 * after which SQLite rolls back by itself leave no transaction open.
 */
import Database from 'better-sqlite3';
import type { Db, Statement } from '../../electron/db/open.ts';
import { openStore } from '../../electron/db/store.ts';
import type { FaultGate, Strike } from './fault-plan.ts';

type SqliteCode = Extract<Strike, { kind: 'sqlite' }>['code'];
type Anything = (...args: unknown[]) => unknown;

/** SQLite ends the transaction itself after these. */
const ROLLS_BACK: ReadonlySet<SqliteCode> = new Set(['SQLITE_FULL', 'SQLITE_IOERR_WRITE']);
const RUNNERS = ['run', 'get', 'all', 'iterate'];

function createCheck(db: Db, gate: FaultGate) {
  return (what: string, isWrite: boolean, takesLock: boolean): void => {
    const strike = gate.before({ port: 'sqlite', what: what.replace(/\s+/g, ' ').slice(0, 90), isWrite, takesLock });
    if (strike?.kind !== 'sqlite') return;
    if (ROLLS_BACK.has(strike.code) && db.inTransaction) db.exec('ROLLBACK');
    throw new Database.SqliteError('scripted', strike.code);
  };
}
type Check = ReturnType<typeof createCheck>;

function faultyStatement(db: Db, statement: Statement, check: Check): Statement {
  const proxy: Statement = new Proxy(statement, {
    get(target, name) {
      const member = Reflect.get(target, name, target) as unknown;
      if (typeof member !== 'function') return member;
      const method = member as Anything; // a function, as just checked
      return (...args: unknown[]) => {
        const isWrite = !target.readonly;
        if (RUNNERS.includes(String(name))) check(`${String(name)} ${target.source}`, isWrite, isWrite && !db.inTransaction);
        const result = method.apply(target, args);
        return result === target ? proxy : result;
      };
    },
  });
  return proxy;
}

/** The commit is the last step of the function: what fails there is rolled back, as a commit that fails is. */
function faultyTransaction(db: Db, work: Anything, check: Check) {
  const inner = db.transaction((...args: unknown[]) => {
    const result = work(...args);
    check('COMMIT', true, false);
    return result;
  });
  const begun = (name: string, run: Anything, takesLock: boolean) =>
    function begin(...args: unknown[]) {
      check(name, takesLock, takesLock && !db.inTransaction);
      return run(...args);
    };
  return Object.assign(begun('BEGIN', inner, false), {
    default: begun('BEGIN', inner.default, false),
    deferred: begun('BEGIN DEFERRED', inner.deferred, false),
    immediate: begun('BEGIN IMMEDIATE', inner.immediate, true),
    exclusive: begun('BEGIN EXCLUSIVE', inner.exclusive, true),
  });
}

export function faultyDb(db: Db, gate: FaultGate): Db {
  const check = createCheck(db, gate);
  return new Proxy(db, {
    get(target, name) {
      if (name === 'prepare') return (sql: string) => faultyStatement(target, target.prepare(sql), check);
      if (name === 'transaction') return (work: Anything) => faultyTransaction(target, work, check);
      const member = Reflect.get(target, name, target) as unknown;
      if (typeof member !== 'function') return member;
      const method = member as Anything; // a function, as just checked
      return (...args: unknown[]) => {
        if (name === 'exec' || name === 'pragma') check(`${name} ${String(args[0])}`, name === 'exec', name === 'exec');
        return method.apply(target, args);
      };
    },
  });
}

/** @param onOpened gets the database itself, for checks that no fault may touch */
export function faultyStore(gate: FaultGate, onOpened: (db: Db) => void): typeof openStore {
  return (options) => {
    const store = openStore(options);
    onOpened(store.db);
    return { db: faultyDb(store.db, gate), close: store.close };
  };
}
