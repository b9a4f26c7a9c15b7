/**
 * Copies text on a click. The page has no clipboard permission (all are refused), and this old command needs none.
 * @returns whether the text is on the clipboard.
 */
export function copyText(text: string): boolean {
  const holder = document.createElement('textarea');
  holder.value = text;
  holder.readOnly = true;
  holder.setAttribute('aria-hidden', 'true');
  const before = document.activeElement;
  document.body.append(holder);
  holder.focus({ preventScroll: true });
  holder.select();
  const isCopied = document.execCommand('copy');
  holder.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return isCopied;
}
