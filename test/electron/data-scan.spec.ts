/** @file The scanner that proves "nothing readable on disk" must itself be able to find something. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { scanFolder } from '../harness/data-scan.ts';

test('the byte scan finds a text in every encoding it may be written in', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mizan-scan-'));
  try {
    const iban = 'SA0380000000608010167519';
    const arabic = 'تحويل راتب';
    const forms: Record<string, Buffer> = {
      plain: Buffer.from(`x${iban}x`),
      wide: Buffer.from(iban, 'utf16le'),
      grouped: Buffer.from('SA03 8000 0000 6080 1016 7519'),
      arabic: Buffer.from(arabic),
      escaped: Buffer.from(encodeURIComponent(arabic)),
      clean: Buffer.from('nothing here'),
    };
    for (const [name, bytes] of Object.entries(forms)) writeFileSync(join(folder, name), Buffer.concat([Buffer.alloc(5000, 1), bytes]));
    const hits = scanFolder(folder, [
      { what: 'iban', text: iban },
      { what: 'text', text: arabic },
    ]);
    expect(hits.map((hit) => hit.file).sort()).toEqual(['arabic', 'escaped', 'grouped', 'plain', 'wide']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
