/** The files of Mizan's data folder, as erasing needs them. Synchronous: each call is one step that is either done or not. */
export interface DataFiles {
  /** undefined when there is none. */
  read(path: string): string | undefined;
  /** All or nothing, also over a power cut. */
  write(path: string, text: string): void;
  /** As `write`, into room that was set aside before: works on a full disk. */
  writeInto(reserved: string, path: string, text: string): void;
  /** Sets room aside. */
  reserve(path: string): void;
  /** A file, or a folder with all in it; nothing when it is not there. */
  remove(path: string): void;
  /** Names in a folder; none when it is not there. */
  list(path: string): readonly string[];
}
