/** SECURITY: S6. A text cell a spreadsheet would take for a formula, also behind white space, is told to be text by an apostrophe. */
const FORMULA = /^\s*[=+\-@|%]/;

export const guardCell = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
