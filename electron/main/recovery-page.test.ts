import { expect, test } from 'vitest';
import ar from '../../shared/locales/ar/shell.json' with { type: 'json' };
import en from '../../shared/locales/en/shell.json' with { type: 'json' };
import { parseManifest } from './bundle.ts';
import { RECOVERY_ACTIONS, recoveryCss, recoveryHtml } from './recovery-page.ts';
import { errorTexts } from './texts.ts';

const keys = (value: object): string[] =>
  Object.entries(value).flatMap(([key, item]) => (typeof item === 'object' ? keys(item).map((k) => `${key}.${k}`) : [key]));

test('S14 the recovery page names step and reason and offers both ways on', () => {
  const html = recoveryHtml({ step: 'core', code: 'database_newer', language: 'en' });
  for (const part of [en.recovery.title, en.steps.core, 'database_newer', RECOVERY_ACTIONS.restart, RECOVERY_ACTIONS.quit])
    expect(html).toContain(part);
});

test('S14 the recovery page after a crash says so, in Arabic from right to left', () => {
  const html = recoveryHtml({ step: 'running', code: 'internal', language: 'ar' });
  expect(html).toContain('<html lang="ar" dir="rtl">');
  expect(html).toContain(ar.recovery.crashedTitle);
});

test('the code is a reference below, not part of a sentence', () => {
  for (const language of ['en', 'ar'] as const) {
    const html = recoveryHtml({ step: 'running', code: 'internal', language });
    expect(html.replace('<bdi dir="ltr">internal/running</bdi>', '')).not.toMatch(/internal|running/);
  }
});

test('the typefaces are those of the bundle, the system has its own where the bundle is broken', () => {
  const bundle = parseManifest('["assets/inter-latin-opsz-normal-B1.woff2", "assets/ibm-plex-sans-arabic-arabic-400-normal-B2.woff2"]');
  expect(recoveryCss(bundle).match(/url\("[^"]+"\)/g)).toEqual([
    'url("app://bundle/assets/inter-latin-opsz-normal-B1.woff2")',
    'url("app://bundle/assets/ibm-plex-sans-arabic-arabic-400-normal-B2.woff2")',
  ]);
  expect(recoveryCss(parseManifest('[]'))).not.toContain('@font-face');
});

test('S5 the recovery page has no script and no inline style', () => {
  expect(recoveryHtml({ step: 'core', code: 'internal', language: 'en' })).not.toMatch(/<script|style=|<style|\son\w+=/i);
});

test('menus and recovery are complete in both languages', () => {
  expect(keys(ar)).toEqual(keys(en));
});

test.each(['disk_full', 'disk_failed', 'database_newer'] as const)('%s: what happened, what it means for the data, what to do', (code) => {
  for (const language of ['en', 'ar'] as const) {
    const html = recoveryHtml({ step: 'core', code, language });
    const { title, meaning, next } = errorTexts(language)[code];
    for (const part of [title, meaning, next]) expect(html).toContain(part);
  }
});
