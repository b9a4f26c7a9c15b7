/** @file The log file: size-limited, owner-only, redacted before a line is formed. The Node flavour of electron-log: the other one opens IPC channels. */
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { create as createLogger } from 'electron-log/node.js';
import type { Log, LogFields } from '../ports/log.ts';
import { redactFields } from './redact.ts';

const MAX_BYTES = 1_000_000;
/** Ours are a few plain words; anything else is data that got there by mistake. */
const EVENT = /^[a-z][a-z-]{0,30}(?:\.[a-z-]{1,40}){0,3}$/;
/** As the redactor leaves fields that are safe by construction. */
type Line = (level: 'info' | 'warn' | 'error', text: string) => void;

const formatFields = (fields: LogFields) =>
  Object.entries(fields)
    .map(([key, value]) => ` ${key}=${String(value)}`)
    .join('');

/** SECURITY: the only way into the log; names, counts and codes pass, anything else is replaced (S27). */
export function createLog(write: Line): Log {
  const at =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, fields: LogFields = {}) => {
      const name = EVENT.test(event) ? event : '<event>';
      write(level, name + formatFields(redactFields(fields)));
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

/** One file plus one rotated predecessor in `dir`. `toConsole` is for developers. */
export function createFileLog(options: { dir: string; toConsole: boolean }): Log {
  const path = join(options.dir, 'main.log');
  const logger = createLogger({ logId: 'mizan' });
  logger.transports.console.level = options.toConsole ? 'info' : false;
  logger.transports.file.level = 'info';
  logger.transports.file.maxSize = MAX_BYTES;
  logger.transports.file.resolvePathFn = () => path;
  logger.transports.file.format = '{iso} [{level}] {text}';
  logger.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  // A file from an older version may have looser permissions.
  if (existsSync(path)) chmodSync(path, 0o600);
  return createLog((level, text) => logger[level](text));
}
