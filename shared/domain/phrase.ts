const plain = (text: string) => text.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase();

/** Whether a person typed the phrase they were asked for; case and spacing do not count. */
export function isSamePhrase(typed: string, phrase: string): boolean {
  return plain(typed) === plain(phrase);
}
