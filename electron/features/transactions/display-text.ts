/** More than any bank writes about one transaction, and what a page can show without hanging. */
const MAX_TEXT = 20_000;
const MAX_ORIGINAL = 40_000;

/** Cut with a mark, never inside a character; what was received stays whole in the store. */
function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length).replace(/[\ud800-\udbff]$/, '')}…`;
}

export const clipText = (text: string): string => clip(text, MAX_TEXT);
export const clipOriginal = (text: string): string => clip(text, MAX_ORIGINAL);
