/** Writes a file the person chose, piece by piece. The core never sees a path: a chosen place is a token for one file. */
export interface SaveFile {
  /** Asks where to save; undefined when the person chose not to. */
  choose(fileName: string): Promise<string | undefined>;
  /** @throws AppError `disk_full`, `disk_failed`; `not_found` for a token that was finished or discarded */
  write(token: string, bytes: Uint8Array): Promise<void>;
  /** The whole file appears under its name at once. @returns the name it was given */
  finish(token: string): Promise<string>;
  /** Nothing is left of it. */
  discard(token: string): Promise<void>;
}
