const OPEN = new Set(['{', '[']);
const CLOSE = new Set(['}', ']']);

/** Deeper levels keep this indentation: ten thousand nested lists must not become gigabytes of spaces. */
const MAX_INDENT = 24;

/**
 * Re-indents JSON text without reading it: every literal stays as the bank sent it (`0.10` stays `0.10`, long numbers keep their digits),
 * which parsing and printing again would not promise.
 */
export function prettyJson(text: string): string {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gs) ?? [];
  let depth = 0;
  let out = '';
  tokens.forEach((token, i) => {
    const next = tokens[i + 1];
    if (OPEN.has(token)) {
      depth += 1;
      out += token;
      if (next !== undefined && !CLOSE.has(next)) out += lineAt(depth);
    } else if (CLOSE.has(token)) {
      depth -= 1;
      const isEmpty = OPEN.has(tokens[i - 1] ?? '');
      out += (isEmpty ? '' : lineAt(depth)) + token;
    } else if (token === ',') out += token + lineAt(depth);
    else out += token === ':' ? ': ' : token;
  });
  return out;
}

function lineAt(depth: number): string {
  return `\n${'  '.repeat(Math.min(MAX_INDENT, Math.max(0, depth)))}`;
}
