/** @file What a person sees when Mizan cannot start or had to stop: a plain page without script, never a blank window. Plain. */
import type { Language } from '../../shared/contract/common.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { BUNDLE_ORIGIN, type Bundle } from './bundle.ts';
import { errorTexts, type ShellTexts, shellTexts } from './texts.ts';

export const RECOVERY_PAGE = `${BUNDLE_ORIGIN}/recovery.html`;
export const RECOVERY_STYLE = `${BUNDLE_ORIGIN}/recovery.css`;
/** Links of the page; a click on one is caught as a refused navigation. */
export const RECOVERY_ACTIONS = { restart: `${BUNDLE_ORIGIN}/recovery/restart`, quit: `${BUNDLE_ORIGIN}/recovery/quit` } as const;

export type Trouble = { readonly step: keyof ShellTexts['steps'] | 'running'; readonly code: ErrorCode; readonly language: Language };

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The scales of the rail: Lucide's drawing (ISC), which the page could not load if its bundle is what is broken. */
const MARK =
  '<svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M12 3v18M19 8l3 8a5 5 0 0 1-6 0zV7M3 7h1a17 17 0 0 0 8-2 17 17 0 0 0 8 2h1M5 8l3 8a5 5 0 0 1-6 0zV7M7 21h10"/></svg>';

export function recoveryHtml({ step, code, language }: Trouble): string {
  const { recovery, steps, menu } = shellTexts(language);
  const { title: what, meaning, next } = errorTexts(language)[code];
  // A bug says nothing a person could use; what was expected does.
  const isKnown = code !== 'internal';
  const sentences =
    step === 'running'
      ? [recovery.crashedBody, isKnown ? next : '']
      : [isKnown ? `${what}. ${meaning}` : recovery.body, isKnown ? next : '', steps[step]];
  const ref = escapeHtml(recovery.ref).replace('{{ref}}', `<bdi dir="ltr">${code}/${step}</bdi>`);
  return `<!doctype html>
<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">
<head><meta charset="utf-8"><title>Mizan</title><link rel="stylesheet" href="${RECOVERY_STYLE}"></head>
<body><main>
<p class="brand">${MARK}${escapeHtml(menu.app)}</p>
<h1>${escapeHtml(step === 'running' ? recovery.crashedTitle : recovery.title)}</h1>
${sentences
  .filter((sentence) => sentence !== '')
  .map((sentence) => `<p>${escapeHtml(sentence)}</p>`)
  .join('\n')}
<p class="ways"><a class="primary" autofocus href="${RECOVERY_ACTIONS.restart}">${escapeHtml(recovery.restart)}</a><a href="${RECOVERY_ACTIONS.quit}">${escapeHtml(recovery.quit)}</a></p>
<p class="ref">${ref}</p>
</main></body></html>`;
}

const FACES = [
  { file: 'inter-latin-opsz-normal-', family: 'Inter', weight: '100 900' },
  { file: 'ibm-plex-sans-arabic-arabic-400-normal-', family: 'IBM Plex Sans Arabic', weight: '400' },
  { file: 'ibm-plex-sans-arabic-arabic-500-normal-', family: 'IBM Plex Sans Arabic', weight: '500' },
  { file: 'ibm-plex-sans-arabic-arabic-600-normal-', family: 'IBM Plex Sans Arabic', weight: '600' },
] as const;

/** The page's own colours, in case it is the bundle that is broken; the bundle's typefaces where it has them. */
export function recoveryCss(bundle: Bundle): string {
  const addresses = [...bundle.keys()];
  const faces = FACES.flatMap(({ file, family, weight }) => {
    const address = addresses.find((one) => one.includes(`/${file}`));
    return address === undefined ? [] : [`@font-face { font-family: "${family}"; font-weight: ${weight}; src: url("${address}"); }`];
  });
  return `${faces.join('\n')}${RULES}`;
}

const RULES = `
:root { color-scheme: light dark; font: 400 14px/22px "Inter", "IBM Plex Sans Arabic", system-ui, sans-serif; }
:root:lang(ar) { font-size: 15px; line-height: 24px; }
body { margin: 0; background: light-dark(#faf9f7, #121115); color: light-dark(#1c1a17, #f2f1f4); }
main { max-inline-size: 480px; margin: 18vh auto 0; padding-inline: 24px; }
h1 { margin: 32px 0 8px; font-size: 20px; font-weight: 600; line-height: 28px; letter-spacing: -0.012em; }
:lang(ar) h1 { font-size: 21px; line-height: 32px; letter-spacing: 0; }
p { margin: 0 0 8px; text-wrap: pretty; }
.brand { display: flex; align-items: center; gap: 8px; font-size: 16px; font-weight: 600; }
.brand svg { color: light-dark(#5443c2, #a99dfb); }
.ways { display: flex; flex-wrap: wrap; gap: 8px; margin-block: 24px; }
.ref { color: light-dark(#6e695f, #97949f); font-size: 12px; line-height: 20px; }
:lang(ar) .ref { font-size: 13px; }
a { display: inline-flex; align-items: center; min-block-size: 30px; padding-inline: 12px; border: 1px solid light-dark(#8b867d, #767380); border-radius: 6px; color: inherit; font-weight: 520; text-decoration: none; }
:lang(ar) a { font-weight: 500; }
a.primary { background: light-dark(#5443c2, #6f5ee0); border-color: transparent; color: #fff; }
@media (prefers-contrast: more), (forced-colors: active) {
  .ref { color: inherit; }
  a { border-color: currentColor; border-width: 2px; }
}
a:focus-visible { outline: 2px solid light-dark(#5443c2, #a99dfb); outline-offset: 2px; }
`;
