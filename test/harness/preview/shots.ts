/**
 * @file Pictures of the preview: `node test/harness/preview/shots.ts <preview folder> <target folder> name=scene?query#/hash …`.
 * `width`, `height`, `forced=1` (forced colours), `contrast=1`, `dark=1` (a dark system) and `do=press:Control+k|type:dark|click:Sync now|hover:14:05` (a text, or `css=…`,
 * or `right:` for the other button) say how it is looked at. Reports what the console and the CSP complained about; a complaint fails the run.
 */
import { createReadStream, existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { chromium, type Page } from 'playwright';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};
const [folder = '', target = '', ...wanted] = process.argv.slice(2);

const server = createServer((request, response) => {
  const path = normalize(new URL(request.url ?? '/', 'http://x').pathname);
  const file = join(folder, path === '/' ? 'index.html' : path);
  if (!existsSync(file)) {
    response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
    return;
  }
  response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // listening on a port, never on a pipe

/** What a person does before the picture is taken. */
async function act(page: Page, steps: string): Promise<void> {
  for (const step of steps.split('|').filter(Boolean)) {
    const [verb = '', what = ''] = step.split(/:(.*)/s);
    const target = () => (what.startsWith('css=') ? page.locator(what.slice(4)) : page.getByText(what, { exact: true })).first();
    if (verb === 'press') await page.keyboard.press(what);
    else if (verb === 'type') await page.keyboard.type(what);
    else if (verb === 'hover') await target().hover();
    else await target().click({ button: verb === 'right' ? 'right' : 'left' });
    await page.waitForTimeout(700);
  }
}

mkdirSync(target, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const complaints: string[] = [];
for (const shot of wanted) {
  const [name = 'shot', rest = ''] = shot.split(/=(.*)/s);
  const width = Number(/[?&]width=(\d+)/.exec(rest)?.[1] ?? 1280);
  const height = Number(/[?&]height=(\d+)/.exec(rest)?.[1] ?? 800);
  const page = await browser.newPage({
    viewport: { width, height },
    forcedColors: /[?&]forced=1/.test(rest) ? 'active' : 'none',
    colorScheme: /[?&]dark=1/.test(rest) ? 'dark' : 'light',
    contrast: /[?&]contrast=1/.test(rest) ? 'more' : 'no-preference',
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${name}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${name}: ${error.message}`));
  await page.goto(`${origin}/${rest}`);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState('networkidle');
  // Pages and charts are read when they are first shown: the network may be idle in between.
  await page.waitForFunction(() => document.querySelector('#root > *') !== null && document.querySelector('[aria-busy="true"]') === null);
  await page.waitForTimeout(400);
  await act(page, decodeURIComponent(/[?&]do=([^#&]*)/.exec(rest)?.[1] ?? ''));
  await page.screenshot({ path: join(target, `${name}.png`) });
  await page.close();
}
await browser.close();
server.close();
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length > 0 ? 1 : 0;
