/** Joins class names; always text, because react-aria refuses `undefined` where a class is optional. */
export function cx(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
