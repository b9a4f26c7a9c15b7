import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { scryptCheck } from './passphrase.ts';

const { make: makeVerifier, proves } = scryptCheck;
const random = { bytes: (count: number) => randomBytes(count) };

describe('the passphrase of the lock', () => {
  it('S24 is kept as scrypt with N ≥ 2^17, a random salt and its parameters, and never as itself', async () => {
    const [first, second] = [await makeVerifier('three small words', random), await makeVerifier('three small words', random)];
    expect(JSON.parse(first)).toMatchObject({ kdf: 'scrypt', n: 131_072, r: 8, p: 1 });
    expect(first).not.toContain('small');
    expect(JSON.parse(first).salt).not.toBe(JSON.parse(second).salt);
    expect(JSON.parse(first).hash).not.toBe(JSON.parse(second).hash);
  });

  it('is proved by itself only', async () => {
    const verifier = await makeVerifier('three small words', random);
    expect(await proves(verifier, 'three small words')).toBe(true);
    for (const wrong of ['Three small words', 'three small word', '']) expect(await proves(verifier, wrong)).toBe(false);
  });

  it('is the same in either kind of digits and however an accent is written', async () => {
    const verifier = await makeVerifier('قفل ١٢٣ é', random);
    expect(await proves(verifier, 'قفل 123 e\u0301')).toBe(true);
  });

  it('S24 refuses a kept text that is weaker, endless or none at all', async () => {
    const good = JSON.parse(await makeVerifier('x', random));
    for (const bad of ['', 'x', '{}', JSON.stringify({ ...good, n: 2 ** 14 }), JSON.stringify({ ...good, n: 2 ** 30 })])
      await expect(proves(bad, 'x')).rejects.toMatchObject({ code: 'secret_missing' });
  });
});
