/** @file What the browser shows after it came back over the loopback address: fixed text, nothing reflected, nothing loaded. */
import { createHash } from 'node:crypto';

const STYLE =
  'body{margin:0;min-height:100vh;display:grid;place-content:center;gap:32px;font:16px/1.6 system-ui,sans-serif;background:#FAF9F7;color:#1C1A17;text-align:center}' +
  'h1{font-size:20px;margin:0}p{margin:4px 0 0;color:#57534B}@media(prefers-color-scheme:dark){body{background:#121115;color:#F2F1F4}p{color:#B8B5BF}}';

function page(english: readonly [string, string], arabic: readonly [string, string]): string {
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mizan · ميزان</title><style>${STYLE}</style></head><body>` +
    `<main lang="en" dir="ltr"><h1>${english[0]}</h1><p>${english[1]}</p></main>` +
    `<section lang="ar" dir="rtl"><h1>${arabic[0]}</h1><p>${arabic[1]}</p></section></body></html>`
  );
}

/** For the callback that was taken; says nothing about the outcome, which only Mizan knows. */
export const RETURN_PAGE = page(
  ['You can return to Mizan', 'Mizan has the answer. You can close this tab.'],
  ['يمكنك العودة إلى ميزان', 'وصلت الإجابة إلى ميزان. يمكنك إغلاق هذه الصفحة.'],
);
/** For a callback that could not be noted, e.g. on a full disk: the same address may be tried again. */
export const TRY_AGAIN_PAGE = page(
  ['Mizan could not note the answer', 'The disk may be full. Reload this page to try again.'],
  ['تعذّر على ميزان تدوين الإجابة', 'ربما امتلأ القرص. أعد تحميل هذه الصفحة للمحاولة مرة أخرى.'],
);
/** For everything else. */
export const NOTHING_PAGE = page(
  ['Nothing to see here', 'Mizan is not waiting for this address.'],
  ['لا شيء هنا', 'لا ينتظر ميزان هذا العنوان.'],
);

const STYLE_HASH = createHash('sha256').update(STYLE, 'utf8').digest('base64');

export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
  connection: 'close',
};
