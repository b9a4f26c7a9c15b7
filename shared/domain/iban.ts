/** Whether the text is a Saudi IBAN with a valid ISO 13616 check (mod 97 = 1). Data from the API is never rejected by it. */
export function isSaudiIban(text: string): boolean {
  const iban = text.replace(/\s/g, '').toUpperCase();
  if (!/^SA\d{4}[0-9A-Z]{18}$/.test(iban)) return false;
  const digits = (iban.slice(4) + iban.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

/** Last four characters of an account number or IBAN; null when there is none. */
export function lastFour(text: string | null | undefined): string | null {
  const compact = (text ?? '').replace(/\s/g, '');
  return compact === '' ? null : compact.slice(-4);
}
