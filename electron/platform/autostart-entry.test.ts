import { describe, expect, it } from 'vitest';
import { autostartEntry, execLine, isEnabled, programOf } from './autostart-entry.ts';

const texts = { name: { ar: 'ميزان', en: 'Mizan' }, comment: { ar: 'يقرأ', en: 'Reads' } };
const command = { program: '/opt/Mizan/mizan', args: ['--hidden'] };

/** What a session makes of an Exec value, by the Desktop Entry specification: the value's escapes, then its quotes. */
function argumentsOf(line: string): string[] {
  const value = line.replace(/^Exec=/, '').replaceAll('\\\\', '\\');
  const quoted = value.matchAll(/"((?:[^"\\]|\\.)*)"(?: |$)/g);
  return [...quoted].map(([, text = '']) => text.replace(/\\(["`$\\])/g, '$1').replaceAll('%%', '%'));
}

describe('autostart entry', () => {
  it('says what it starts, in both languages, and is passed over where the program is gone', () => {
    expect(autostartEntry(command, texts).split('\n')).toEqual([
      '[Desktop Entry]',
      'Type=Application',
      'Name=Mizan',
      'Name[ar]=ميزان',
      'Comment=Reads',
      'Comment[ar]=يقرأ',
      'Exec="/opt/Mizan/mizan" "--hidden"',
      'TryExec=/opt/Mizan/mizan',
      'Icon=mizan',
      'Terminal=false',
      'X-GNOME-Autostart-enabled=true',
      '',
    ]);
  });

  it.each([
    '/home/me/My Programs/mizan',
    '/opt/a"b/mizan',
    '/opt/$HOME/`id`/mizan',
    '/opt/50%/mizan %U',
    '/opt/back\\slash\\/mizan',
    '/opt/برامج/ميزان',
    "/opt/it's; rm -rf ~ & true | cat > x",
  ])('keeps %j one argument and nothing but text', (program) => {
    const line = execLine({ program, args: ['--hidden', program] });
    expect(argumentsOf(line)).toEqual([program, '--hidden', program]);
    expect(programOf(autostartEntry({ program, args: [] }, texts))).toBe(program);
  });

  it.each(['/opt/mizan\nExec=evil', '/opt/mizan\r', '/opt/mi\0zan'])('refuses %j, which would be more than one value', (program) => {
    expect(() => autostartEntry({ program, args: [] }, texts)).toThrow('control character');
  });

  it('is off where a desktop has switched it off in its text', () => {
    const entry = autostartEntry(command, texts);
    expect(isEnabled(entry)).toBe(true);
    expect(isEnabled(`${entry}Hidden=true\n`)).toBe(false);
    expect(isEnabled(entry.replace('enabled=true', 'enabled=false'))).toBe(false);
  });
});
