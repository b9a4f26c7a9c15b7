/** What the app around the core keeps outside the core's own folder: logs, caches, crash dumps, the practice bank's state. */
export interface HostData {
  /** How many files `clear` would remove. */
  countFiles(): Promise<number>;
  /** Removes them. @returns how many were removed, how many are left, and the practice bank's address when it was started afresh */
  clear(options: { readonly isPracticeErased: boolean }): Promise<HostCleared>;
  /** The newest lines of the log, oldest first, redacted once more. */
  readLog(lines: number): Promise<readonly string[]>;
  /** Asks the person where to save a text; false when they chose not to. */
  saveText(options: { readonly fileName: string; readonly text: string }): Promise<boolean>;
}

export type HostCleared = {
  readonly removed: number;
  readonly left: number;
  /** undefined: the practice bank goes on as it is. */
  readonly practice: { readonly baseUrl: string; readonly clientId: string; readonly clientSecret: string } | undefined;
};
