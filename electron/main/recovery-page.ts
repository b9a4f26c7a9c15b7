/** @file What a person sees when Mizan cannot start or had to stop: a plain page without script, never a blank window. Plain. */
import type { Language } from '../../shared/contract/common.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import { BUNDLE_ORIGIN } from './bundle.ts';
import { errorTexts, type ShellTexts, shellTexts } from './texts.ts';

export const RECOVERY_PAGE = `${BUNDLE_ORIGIN}/recovery.html`;
export const RECOVERY_STYLE = `${BUNDLE_ORIGIN}/recovery.css`;
/** Links of the page; a click on one is caught as a refused navigation. */
export const RECOVERY_ACTIONS = { restart: `${BUNDLE_ORIGIN}/recovery/restart`, quit: `${BUNDLE_ORIGIN}/recovery/quit` } as const;

export type Trouble = { readonly step: keyof ShellTexts['steps']; readonly code: ErrorCode; readonly language: Language };

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export function recoveryHtml(trouble: Trouble): string {
  const { recovery, steps } = shellTexts(trouble.language);
  const hadStarted = trouble.step === 'running';
  const title = escapeHtml(hadStarted ? recovery.crashedTitle : recovery.title);
  const { title: what, meaning, next } = errorTexts(trouble.language)[trouble.code];
  // A bug says nothing a person could use; what was expected does.
  const isKnown = trouble.code !== 'internal';
  const body = escapeHtml(hadStarted ? recovery.crashedBody : isKnown ? `${what}. ${meaning}` : recovery.body);
  const advice = isKnown ? `<p>${escapeHtml(next)}</p>` : '';
  const step = escapeHtml(recovery.step.replace('{{step}}', steps[trouble.step]));
  const code = escapeHtml(recovery.code).replace('{{code}}', `<bdi>${escapeHtml(trouble.code)}</bdi>`);
  return `<!doctype html>
<html lang="${trouble.language}" dir="${trouble.language === 'ar' ? 'rtl' : 'ltr'}">
<head><meta charset="utf-8"><title>Mizan</title><link rel="stylesheet" href="${RECOVERY_STYLE}"></head>
<body><main>
<h1>${title}</h1>
<p>${body}</p>
${advice}
<p class="fact">${step}<br>${code}</p>
<p><a class="primary" autofocus href="${RECOVERY_ACTIONS.restart}">${escapeHtml(recovery.restart)}</a> <a href="${RECOVERY_ACTIONS.quit}">${escapeHtml(recovery.quit)}</a></p>
</main></body></html>`;
}

/** The page's own colours, in case it is the bundle that is broken. */
export const RECOVERY_CSS = `
:root { color-scheme: light dark; font: 15px/1.6 system-ui, sans-serif; }
body { margin: 0; background: light-dark(#faf9f7, #121115); color: light-dark(#1c1a17, #f2f1f4); }
main { max-inline-size: 36rem; margin: 18vh auto 0; padding-inline: 2rem; }
h1 { font-size: 1.5rem; line-height: 1.3; }
.fact { color: light-dark(#57534b, #b8b5bf); }
a { display: inline-block; padding: 0.5rem 1rem; border: 1px solid light-dark(#8b867d, #767380); border-radius: 6px; color: inherit; text-decoration: none; margin-inline-end: 0.5rem; }
a.primary { background: light-dark(#5443c2, #6f5ee0); border-color: transparent; color: #fff; }
@media (prefers-contrast: more), (forced-colors: active) {
  .fact { color: inherit; }
  a { border-color: currentColor; border-width: 2px; }
}
a:focus-visible { outline: 2px solid light-dark(#5443c2, #a99dfb); outline-offset: 2px; }
`;
