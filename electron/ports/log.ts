/** Names, counts, durations and refs only: no amounts, names, numbers, paths, tokens or SQL parameters, at any level. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}
