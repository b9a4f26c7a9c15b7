/** @file The frame of every widget page: plain HTML that works without script, mirrored for Arabic. */
import type { Language } from '../household/categories.ts';

/** Text made safe for HTML; the only way anything from outside gets into a page. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

const STYLE = `
:root{color-scheme:light dark;--bg:#f4f6f8;--card:#fff;--ink:#17212b;--soft:#5c6b7a;--line:#dfe5ea;--main:#0b6e6e;--main-ink:#fff;--tint:#e8f3f3;--bad:#a4262c}
@media (prefers-color-scheme:dark){:root{--bg:#10161b;--card:#182129;--ink:#eef3f6;--soft:#9fb0bf;--line:#2c3945;--main:#3fb6b2;--main-ink:#06201f;--tint:#16302f;--bad:#ff9c96}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,"Segoe UI","Noto Sans Arabic",Tahoma,sans-serif;display:flex;flex-direction:column;align-items:center;padding:40px 16px}
main{width:100%;max-width:460px;background:var(--card);border:1px solid var(--line);border-radius:16px;padding:28px;box-shadow:0 10px 30px rgb(16 32 48/.07)}
header{width:100%;max-width:460px;display:flex;justify-content:space-between;align-items:center;margin-block-end:14px;color:var(--soft);font-size:14px}
header strong{color:var(--ink);font-size:15px;display:flex;gap:10px;align-items:center}
header strong i{inline-size:26px;block-size:26px;border-radius:8px;background:var(--main);display:inline-block;position:relative}
header strong i::after{content:"";position:absolute;inset:8px 6px;border-block:3px solid var(--main-ink);border-radius:2px}
header a,footer a,.back{color:var(--main)}
h1{font-size:22px;line-height:1.3;margin:0 0 4px}
p{margin:0 0 18px;color:var(--soft)}
h1+.hint,h1+p+.hint{margin-block-start:12px}
ol.steps{list-style:none;display:flex;gap:6px;margin:0 0 22px;padding:0}
ol.steps li{flex:1;block-size:4px;border-radius:2px;background:var(--line)}
ol.steps li.on{background:var(--main)}
label.field{display:block;margin-block-end:14px;font-size:14px;color:var(--soft)}
input[type=text],input[type=password]{display:block;inline-size:100%;margin-block-start:6px;padding:12px 14px;border:1px solid #8a97a3;border-radius:10px;background:transparent;color:var(--ink);font:inherit}
input.code{letter-spacing:.5em;font-variant-numeric:tabular-nums;direction:ltr;text-align:center}
button,.back{font:inherit;font-weight:600;border-radius:10px;padding:12px 18px;cursor:pointer;border:1px solid var(--line);background:transparent;color:var(--ink);inline-size:100%}
button.main{background:var(--main);border-color:var(--main);color:var(--main-ink)}
button:focus-visible,input:focus-visible,a:focus-visible,summary:focus-visible{outline:3px solid var(--main);outline-offset:2px}
button.bank{display:flex;align-items:center;gap:14px;text-align:start;margin-block-end:10px;padding:14px}
button.bank b{inline-size:40px;block-size:40px;border-radius:10px;display:grid;place-items:center;color:#fff;font-size:15px;flex:none}
button.bank span{flex:1}
button.bank small{display:block;font-weight:400;color:var(--soft)}
button.bank em{font-style:normal;font-size:13px;color:var(--main)}
.pick{display:flex;gap:12px;align-items:flex-start;padding:12px 14px;border:1px solid var(--line);border-radius:10px;margin-block-end:10px;cursor:pointer}
.pick:has(input:checked){background:var(--tint);border-color:var(--main)}
.pick input{inline-size:18px;block-size:18px;margin:3px 0 0;accent-color:var(--main);flex:none}
.pick span{flex:1}
.pick small{display:block;color:var(--soft)}
bdi{unicode-bidi:isolate;font-variant-numeric:tabular-nums}
.back{display:inline-block;inline-size:auto;text-decoration:none}
.row{display:flex;flex-direction:column;gap:10px;margin-block-start:18px}
.hint{background:var(--tint);border-radius:10px;padding:10px 14px;color:var(--ink);font-size:14px}
.problem{color:var(--bad);font-size:14px;margin-block-end:12px}
details{margin-block-start:22px;border-block-start:1px solid var(--line);padding-block-start:14px;color:var(--soft);font-size:14px}
details form{display:grid;grid-template-columns:1fr 1fr;gap:8px}
details button{font-size:13px;font-weight:500;padding:9px}
ul.plain{margin:0 0 18px;padding-inline-start:20px}
footer{margin-block-start:18px;color:var(--soft);font-size:13px;text-align:center}
.spin{inline-size:34px;block-size:34px;border-radius:50%;border:4px solid var(--line);border-block-start-color:var(--main);animation:turn 1s linear infinite;margin:10px auto 20px}
@keyframes turn{to{transform:rotate(1turn)}}
@media (prefers-reduced-motion:reduce){.spin{animation:none}}
`;

export type Frame = {
  readonly language: Language;
  readonly title: string;
  readonly brand: string;
  readonly note: string;
  readonly switchTo: { readonly label: string; readonly href: string } | null;
  /** Reload after so many seconds. */
  readonly refreshSeconds?: number;
};

export function page(frame: Frame, body: string): string {
  const { language, switchTo } = frame;
  const refresh = frame.refreshSeconds === undefined ? '' : `<meta http-equiv="refresh" content="${frame.refreshSeconds}">`;
  const toggle = switchTo === null ? '' : `<a href="${escapeHtml(switchTo.href)}">${escapeHtml(switchTo.label)}</a>`;
  return `<!doctype html>
<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer">${refresh}
<title>${escapeHtml(frame.title)}</title><style>${STYLE}</style></head>
<body><header><strong><i></i>${escapeHtml(frame.brand)}</strong>${toggle}</header>
<main>${body}</main><footer>${escapeHtml(frame.note)}</footer></body></html>`;
}
