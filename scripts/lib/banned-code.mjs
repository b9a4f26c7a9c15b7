/**
 * @file What code of Mizan may not say, or only in one place. `only`: files in which it is at home; `bad`: a line that must be found, so
 * that no rule can rot (scripts/electron-audit.test.ts).
 */

/** The static audit of the Electron shell: everything that would open what docs/security.md says is shut. */
export const ELECTRON_RULES = [
  {
    pattern: /new (BrowserWindow|WebContentsView|BrowserView)\b/,
    only: /^electron\/main\/window\.ts$/,
    why: 'windows are made in electron/main/window.ts only (S1)',
    bad: 'const other = new BrowserWindow({});',
  },
  {
    pattern:
      /\b(nodeIntegration\w*|webviewTag|allowRunningInsecureContent|experimentalFeatures|navigateOnDragDrop|plugins): true|\b(contextIsolation|sandbox|webSecurity): false|enableBlinkFeatures|enableRemoteModule|@electron\/remote/,
    why: 'a page is sandboxed, isolated and without Node (S1)',
    bad: 'webPreferences: { nodeIntegrationInWorker: true }',
  },
  { pattern: /<webview\b/, why: 'no page within the page (S1)', bad: '<webview src={address} />' },
  {
    pattern: /\bipcMain\b|\.ipc\.handle\b|\.ipc\.on\b/,
    only: /^electron\/main\/ipc\.ts$/,
    why: 'IPC is registered in electron/main/ipc.ts only (S3)',
    bad: "window.webContents.ipc.handle('x', listener)",
  },
  {
    pattern: /webContents\.(send|postMessage)\(/,
    only: /^electron\/main\/ipc\.ts$/,
    why: 'the page hears of things through electron/main/ipc.ts only (S3)',
    bad: "window.webContents.send('secret', token)",
  },
  {
    pattern: /\bipcRenderer\b|\bcontextBridge\b/,
    only: /^electron\/preload\/index\.ts$/,
    why: 'ipcRenderer belongs to the preload only (S2)',
    bad: "ipcRenderer.invoke('x')",
  },
  { pattern: /\bloadFile\(|['"`]file:\/\//, why: 'the page never comes from a file (S4)', bad: "window.loadFile('index.html')" },
  {
    pattern: /\bprotocol\.(register\w*Protocol|intercept\w+|handle)\(/,
    only: /^electron\/main\/protocol\.ts$/,
    why: 'schemes are served in electron/main/protocol.ts only (S4)',
    bad: "protocol.handle('other', serve)",
  },
  {
    pattern: /\bbypassCSP\b|\ballowServiceWorkers\b|\bcorsEnabled\b|\.addScheme/,
    why: 'our scheme has no privilege that weakens the policy (S4, S5)',
    bad: 'privileges: { standard: true, bypassCSP: true }',
  },
  {
    pattern: /\.executeJavaScript\w*\(|\.insertCSS\(|\.debugger\.attach/,
    why: 'no code is put into the page from outside (S2, S5)',
    bad: 'contents.executeJavaScript(text)',
  },
  {
    pattern: /dangerouslySetInnerHTML|\binnerHTML\b|insertAdjacentHTML|document\.write\(/,
    why: 'untrusted text is only ever text (S6)',
    bad: 'node.innerHTML = name',
  },
  {
    pattern: /\beval\(|new Function\(|\bset(?:Timeout|Interval)\(\s*['"`]|from 'node:vm'/,
    why: 'no code from text (S6)',
    bad: "setTimeout('run()', 1)",
  },
  {
    pattern: /\bshell\.(open(External|Path)|showItemInFolder|trashItem)\b/,
    only: /^electron\/platform\/opener\.ts$/,
    why: 'links open through the opener only (S9)',
    bad: 'shell.openExternal(address)',
  },
  {
    pattern:
      /NODE_TLS_REJECT_UNAUTHORIZED|rejectUnauthorized(?!: true)|setCertificateVerifyProc|certificate-error|ignore-certificate-errors/,
    why: 'certificate checks stay untouched (S22)',
    bad: "app.on('certificate-error', allow)",
  },
  {
    pattern: /\bappendSwitch\(|\bappendArgument\(/,
    only: /^electron\/main\/hardening\.ts$/,
    why: 'Chromium’s switches are set in electron/main/hardening.ts only',
    bad: "app.commandLine.appendSwitch('disable-web-security')",
  },
  { pattern: /\bcrashReporter\b/, why: 'no crash dump is made or sent (S14, S35)', bad: 'crashReporter.start({ submitURL })' },
  { pattern: /\bloadExtension\(|\.extensions\./, why: 'no extension runs in the page (S1)', bad: "session.loadExtension('x')" },
  {
    pattern: /from 'node:child_process'/,
    only: /^electron\/main\/(background|start)\.ts$|^(scripts|test)\//,
    why: 'programs are started in two known places only: xdg-settings and gdbus',
    bad: "import { exec } from 'node:child_process';",
  },
  {
    pattern: /\bshell: true\b/,
    only: /^scripts\//,
    why: 'no program is started through a shell',
    bad: "execFile('xdg-open', [address], { shell: true })",
  },
];

export const BANNED = [
  ...ELECTRON_RULES,
  {
    pattern: /\bparseFloat\(|\/ 100\b(?!\d)/,
    only: /^shared\/domain\/money\.ts$|^renderer\/charts\/|\.(mjs|css)$/,
    why: 'money arithmetic lives in shared/domain/money.ts',
    bad: 'const riyals = minor / 100;',
  },
  { pattern: /\bunsafeMode\b|\brekey\b/, why: 'forbidden database calls (S29, R1)', bad: 'db.pragma(`rekey = x`)' },
  {
    pattern: /from ['"](recharts)['"]/,
    only: /^renderer\/charts\//,
    why: 'recharts is imported by renderer/charts only',
    bad: "import { Line } from 'recharts';",
  },
];

const COMMENT = /^\s*(\*|\/\/|\/\*)/;

/** @returns one line per finding in this file of the product. */
export function bannedIn(name, text, rules = BANNED) {
  return text
    .split('\n')
    .flatMap((line, index) =>
      rules
        .filter(({ pattern, only }) => !only?.test(name) && !COMMENT.test(line) && pattern.test(line))
        .map(({ why }) => `${name}:${index + 1}: ${why}`),
    );
}
