/** @file Words of the other language on a screen: everything but data, codes and the names languages have for themselves. */
import type { Language } from '../../../shared/contract/common.ts';
import type { View } from './view.ts';

/** Letters only: digits are the reader's choice in either language. */
const FOREIGN = { ar: /\p{Script=Latin}{2,}/u, en: /[\p{Script=Arabic}--\p{N}--\p{P}--\p{S}]{2,}/v } as const;
/** Proper names (of the parts Mizan is made of, too), formats, codes, units of an axis, keys, and what is typed as it stands. */
const ALLOWED = {
  ar: /MIS Connect|Mizan|MIT|Electron|Chromium|Node|SQLite|English|Language|LibreOffice|Excel|Numbers|CSV|JSON|XLSX|OFX|ZIP|IBAN|BIC|SAR|USD|EUR|AED|https?(?::\/\/)?|Alt|Ctrl|Cmd|Enter|(?:GET|POST|DELETE|PATCH) \/\S+|\b[0-9a-f]{8}\b/g,
  en: /ميزان|العربية|اللغة/g,
} as const;

/** Texts and spoken names of the page, but what is marked as being of another language, keys and codes. */
function textsOnPage(): string[] {
  const SPOKEN = ['aria-label', 'aria-valuetext', 'aria-roledescription', 'placeholder', 'data-exact', 'title', 'alt'];
  const found = new Set<string>();
  for (const element of document.body.querySelectorAll('*')) {
    // The span is where the charts' library measures its labels, out of sight; it keeps the last of them.
    if (
      element.closest('script, style, kbd, code, [lang]:not(html), [data-copy=iban], [inert], #recharts_measurement_span') ||
      !element.checkVisibility()
    )
      continue;
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) found.add(node.nodeValue ?? '');
    for (const name of SPOKEN) found.add(element.getAttribute(name) ?? '');
  }
  found.add(document.title);
  return [...found];
}

/** Written by `prepareData`, typed into the list or the palette, and the number of a receipt. */
const WRITTEN = [
  ...[
    'Groceries last month',
    'home',
    'shared',
    'البيت',
    'نصفها لأخي',
    'Shared with the neighbours',
    'online store',
    'gift',
    'mizan.backup',
  ],
  ...['pra', 'qqqq', 'zzzzzz', 'grocery', 'last month'],
];
/** Bank names are no data: they exist in both languages, and each is to be seen in its own. */
const TRANSLATED = new Set(['bankName', 'bankNameAr']);

export type Data = ReadonlySet<string>;

function collect(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') into.add(value);
  else if (Array.isArray(value)) for (const one of value) collect(one, into);
  else if (typeof value === 'object' && value !== null)
    for (const [name, part] of Object.entries(value)) if (!TRANSLATED.has(name)) collect(part, into);
}

/** Every text that came from a bank or a person. */
export async function dataTexts({ mizan: { ask } }: Pick<View, 'mizan'>): Promise<Data> {
  const texts = new Set<string>(WRITTEN);
  for (const account of await ask('accounts.list', { includeHidden: true })) {
    const { name, bankLabel, owner, bic } = await ask('accounts.get', { id: account.id });
    collect([name, bankLabel, owner, bic], texts);
  }
  collect(await ask('categories.mappings', {}), texts);
  collect((await ask('erasure.receipt', {})).receipt?.number, texts);
  for (let cursor: string | null = null, isMore = true; isMore; ) {
    const page: Awaited<ReturnType<typeof ask<'transactions.page'>>> = await ask('transactions.page', { cursor, limit: 500 });
    if (cursor === null) for (const { id } of page.rows.slice(0, 6)) collect(await ask('transactions.get', { id }), texts);
    for (const row of page.rows) collect([row.title, row.detail, row.accountName], texts);
    cursor = page.nextCursor;
    isMore = cursor !== null;
  }
  return new Set([...texts].filter((text) => text !== '').sort((one, other) => other.length - one.length));
}

const ISOLATES = /[\u2066-\u2069\u200e\u200f\u202a-\u202e]/g;

function withoutData(text: string, data: Data): string {
  let rest = text;
  // The longest first: a name may be part of another.
  for (const part of data) if (rest.includes(part)) rest = rest.replaceAll(part, '');
  return rest;
}

/** @returns the texts in which words of the other language stand */
export async function foreignWords(view: View, data: Data): Promise<string[]> {
  const { language } = view;
  const isForeign = (text: string, by: Language) => FOREIGN[by].test(text.replace(ALLOWED[by], ''));
  return (await view.mizan.page.evaluate(textsOnPage))
    .map((text) => text.replace(ISOLATES, '').trim())
    .filter((text) => isForeign(text, language) && !data.has(text))
    .filter((text) => isForeign(withoutData(text, data), language))
    .map((text) => `words of the other language: “${text.slice(0, 100)}”`);
}
