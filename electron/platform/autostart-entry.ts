/** @file The text of Mizan's autostart entry (freedesktop.org Desktop Entry and Autostart specifications). Pure. */

/** What the session runs: the program's absolute path, then its arguments. */
export type StartCommand = { readonly program: string; readonly args: readonly string[] };
export type EntryTexts = { readonly name: { readonly ar: string; readonly en: string }; readonly comment: EntryTexts['name'] };

/** A line break would end the value and begin a key of its own choosing. */
function assertOneLine(text: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (/[\u0000-\u001f\u007f]/.test(text)) throw new Error('a control character in a start command');
}

/** A backslash means itself only when it stands twice, in any value. */
const value = (text: string) => text.replaceAll('\\', '\\\\');

/** SECURITY: quoted so that spaces, quotes, dollars, backticks and percent signs of a path stay one literal argument. */
function quoted(argument: string): string {
  assertOneLine(argument);
  const escaped = argument.replace(/["`$\\]/g, (character) => `\\${character}`).replaceAll('%', '%%');
  return `"${escaped}"`;
}

export function execLine({ program, args }: StartCommand): string {
  return `Exec=${value([program, ...args].map(quoted).join(' '))}`;
}

export function autostartEntry(command: StartCommand, { name, comment }: EntryTexts): string {
  assertOneLine(command.program);
  return [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${name.en}`,
    `Name[ar]=${name.ar}`,
    `Comment=${comment.en}`,
    `Comment[ar]=${comment.ar}`,
    execLine(command),
    // Where the program is gone the session passes over the entry, which an uninstaller cannot find in every home.
    `TryExec=${value(command.program)}`,
    'Icon=mizan',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

const has = (text: string, line: RegExp) => line.test(text);

/** Desktops switch an entry off in its own text instead of removing it. */
export function isEnabled(entry: string): boolean {
  return !has(entry, /^Hidden\s*=\s*true\s*$/m) && !has(entry, /^X-GNOME-Autostart-enabled\s*=\s*false\s*$/m);
}

/** The program an entry starts, as far as it says. */
export function programOf(entry: string): string | undefined {
  return /^TryExec=(.*)$/m.exec(entry)?.[1]?.replaceAll('\\\\', '\\');
}
