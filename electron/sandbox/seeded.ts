/** @file Randomness that depends on nothing but its key: the same seed gives the same household on every machine. */

/** 53-bit hash of a text (cyrb53, public domain by bryc): good spread, no crypto. */
export function hashText(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}

/** Decimal digits derived from a key, e.g. for account numbers. */
export function hashDigits(key: string, count: number): string {
  let digits = '';
  for (let round = 0; digits.length < count; round++) digits += hashText(`${key}/${round}`).toString().padStart(16, '0').slice(-12);
  return digits.slice(0, count);
}

/** A UUID-shaped text derived from a key (version 8, "vendor specific"). */
export function hashUuid(key: string): string {
  const hex = [0, 1, 2].map((part) => hashText(`${key}#${part}`).toString(16).padStart(14, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export type Dice = {
  /** In [0, 1). */
  next(): number;
  /** Whole number, both ends included. */
  int(min: number, max: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
  chance(probability: number): boolean;
};

/** Mulberry32 started from the key. */
export function dice(...key: readonly (string | number)[]): Dice {
  let state = hashText(key.join('|')) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    int: (min, max) => min + Math.floor(next() * (max - min + 1)),
    pick: (list) => list[Math.floor(next() * list.length)] ?? list[0],
    chance: (probability) => next() < probability,
  };
}
