/** @file One image per screen and width: languages beside each other, themes below each other. */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright';
import { CHROMIUM, whyNoBrowser } from '../session.ts';
import { LANGUAGES, THEMES, type Width } from './view.ts';

const STYLE = `body { margin: 0; padding: 8px; display: inline-grid; grid-template-columns: auto auto; gap: 8px; background: #777; }
img { display: block; inline-size: 960px; }`;

function sheetHtml(folder: string, screen: string): string {
  const pictures = THEMES.flatMap((theme) => LANGUAGES.map((language) => join(folder, `${screen}-${language}-${theme}.png`)));
  const images = pictures.filter((file) => existsSync(file)).map((file) => `<img alt="" src="${pathToFileURL(file).href}">`);
  return `<!doctype html><style>${STYLE}</style>${images.join('')}`;
}

export async function makeContactSheets(folder: string, widths: readonly Width[]): Promise<void> {
  const cannot = whyNoBrowser();
  if (cannot !== undefined) {
    process.stderr.write(`No contact sheets: ${cannot}\n`);
    return;
  }
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  const page = await browser.newPage({ viewport: { width: 1944, height: 1200 } });
  mkdirSync(join(folder, 'sheets'), { recursive: true });
  // A page from a file may show pictures from files.
  const sheet = join(folder, 'sheets', 'sheet.html');
  for (const width of widths) {
    const pictures = join(folder, String(width));
    const screens = new Set(readdirSync(pictures).map((file) => file.replace(/-(en|ar)-(light|dark|contrast)\.png$/, '')));
    for (const screen of screens) {
      writeFileSync(sheet, sheetHtml(pictures, screen));
      await page.goto(pathToFileURL(sheet).href);
      await page.screenshot({ path: join(folder, 'sheets', `${screen}-${width}.png`), fullPage: true });
    }
  }
  rmSync(sheet, { force: true });
  await browser.close();
}
