/** @file What can be copied as text at a place of the page, and that text. It is read from the page, so it says what the page says: dots in privacy mode. */
export type CopyKind = 'amount' | 'iban' | 'number' | 'point' | 'row' | 'table';
export type CopyTarget = { readonly kind: CopyKind; readonly text: string };

const KINDS: readonly CopyKind[] = ['amount', 'iban', 'number', 'point', 'row', 'table'];
const CELLS = 'td, th, [role=gridcell], [role=columnheader]';
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Signs that steer the direction of a line; elsewhere they are only in the way. */
const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text as it is useful elsewhere: amounts as plain decimals, days as ISO, no decorations. */
export function textOf(node: Node): string {
  return clean(read(node));
}

function clean(text: string): string {
  return text
    .replace(BIDI_CONTROLS, '')
    .replace(/[ \t\n\u00a0]+/g, ' ')
    .trim();
}

function read(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? '';
  if (!(node instanceof Element) || node.matches('[aria-hidden=true], svg, input')) return '';
  const given = node.getAttribute('data-copy-text');
  if (given !== null) return given;
  const day = node.getAttribute('datetime');
  if (day !== null && DAY.test(day)) return day;
  return [...node.childNodes].map(read).join(node.children.length > 1 ? ' ' : '');
}

function rowText(row: Element): string {
  const cells = [...row.querySelectorAll(CELLS)];
  if (cells.length > 0)
    return cells
      .map(textOf)
      .join('\t')
      .replace(/^\t+|\t+$/g, '');
  // No table: whatever stands side by side, without what says nothing.
  return [...row.children].map(textOf).filter(Boolean).join('\t');
}

function tableText(table: Element): string {
  return [...table.querySelectorAll('tr')].map(rowText).join('\n');
}

function targetOf(element: Element): CopyTarget | undefined {
  const named = element.getAttribute('data-copy');
  const kind = KINDS.find((one) => one === named) ?? tablePart(element);
  if (!kind) return undefined;
  const text = kind === 'row' ? rowText(element) : kind === 'table' ? tableText(element) : textOf(element);
  return { kind, text };
}

/** Every table can be copied, and every row of it, without saying so. */
function tablePart(element: Element): CopyKind | undefined {
  if (element.matches('table')) return 'table';
  return element.matches('tbody tr') ? 'row' : undefined;
}

/** From the inside out. A row that holds one amount offers that too, or no keyboard could ever reach it. */
export function copyTargetsAt(start: Element): readonly CopyTarget[] {
  const targets: CopyTarget[] = [];
  for (let element: Element | null = start; element; element = element.parentElement) {
    const target = targetOf(element);
    if (!target) continue;
    const inside = element.querySelectorAll('[data-copy=amount]');
    const [only] = inside;
    if (target.kind === 'row' && targets.length === 0 && only && inside.length === 1) targets.push({ kind: 'amount', text: textOf(only) });
    targets.push(target);
  }
  return targets;
}

/** Where the keyboard is: a list points at its current row instead of giving it the focus. */
export function focusedElement(): Element | null {
  const active = document.activeElement;
  const current = active?.getAttribute('aria-activedescendant');
  const element = (current && document.getElementById(current)) || active;
  // A row of a list may hold what is copied of it beside its own buttons.
  const inside = element?.closest('[data-copy]') ? [] : (element?.querySelectorAll('[data-copy=row]') ?? []);
  return (inside.length === 1 ? inside[0] : element) ?? null;
}

/** What Ctrl/Cmd-C means without a selection: the row, the point, or the table the keyboard is on. */
export function keyboardTarget(): CopyTarget | undefined {
  const element = focusedElement();
  if (!element || element === document.body) return undefined;
  const around = copyTargetsAt(element).find(({ kind }) => kind !== 'amount');
  if (around) return around;
  const inside = element.querySelectorAll('[data-copy], table');
  const [only] = inside;
  if (only?.matches('table')) return targetOf(only);
  return only && inside.length === 1 ? targetOf(only) : undefined;
}

/** The first table on the screen, behind no dialog. */
export function tableOnScreen(): CopyTarget | undefined {
  const table = document.querySelector('main table');
  return table ? targetOf(table) : undefined;
}

/** Figures that stand alone, by name: no row and no focus would ever lead a keyboard to them. */
export function namedAmounts(): readonly { readonly name: string; readonly target: CopyTarget }[] {
  return [...document.querySelectorAll('[data-copy-name]')].map((element) => ({
    name: element.getAttribute('data-copy-name') ?? '',
    target: { kind: 'amount', text: textOf(element) },
  }));
}
