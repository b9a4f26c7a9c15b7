/**
 * The item at `place` of a page as received, as the very characters the provider sent: parsing and printing would turn `0.10` into `0.1`.
 * Which of the answer's arrays holds the items is told by their number, so that no field name of the provider is needed here.
 * @returns undefined when the body has no such array or item.
 */
export function rawItem(body: string, itemCount: number, place: number): string | undefined {
  return topArrays(body).find((items) => items.length === itemCount)?.[place];
}

/** Elements, as text, of the root array or of every array that is a member of the root object. */
function topArrays(text: string): string[][] {
  const arrays: string[][] = [];
  const arrayDepth = text.trimStart().startsWith('[') ? 1 : 2;
  let items: string[] | undefined;
  let depth = 0;
  let start = 0;
  const endItem = (end: number) => {
    const item = text.slice(start, end).trim();
    if (item !== '') items?.push(item);
    start = end + 1;
  };
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '"') i = endOfString(text, i);
    else if (char === '{' || char === '[') {
      depth += 1;
      if (depth !== arrayDepth) continue;
      items = char === '[' ? [] : undefined;
      start = i + 1;
    } else if (char === '}' || char === ']') {
      if (depth === arrayDepth && items) {
        endItem(i);
        arrays.push(items);
        items = undefined;
      }
      depth -= 1;
    } else if (char === ',' && depth === arrayDepth) endItem(i);
  }
  return arrays;
}

/** Index of the quote that closes the string opened at `open`; the end of the text when none does. */
function endOfString(text: string, open: number): number {
  for (let i = open + 1; i < text.length; i++) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === '"') return i;
  }
  return text.length;
}
