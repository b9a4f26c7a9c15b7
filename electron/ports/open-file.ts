/** Reads a file the person chose, piece by piece. The core never sees a path: a chosen file is a token. */
export interface OpenFile {
  /** Asks which; undefined when the person chose none. */
  choose(): Promise<{ readonly token: string; readonly name: string; readonly size: number } | undefined>;
  /** Fewer bytes than asked for only at the end. @throws AppError `disk_failed`; `not_found` for a token that was closed */
  read(token: string, offset: number, length: number): Promise<Uint8Array>;
  close(token: string): Promise<void>;
}
