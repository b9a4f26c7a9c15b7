import type { ShellCommand } from '../../shared/contract/app.ts';

/** The window and the program around the page. */
export interface Shell {
  run(command: ShellCommand): Promise<void>;
}
