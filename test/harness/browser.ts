/** @file The person's own browser: a real Chromium that goes through the practice bank's widget and follows its redirect. */
import { chromium, type Page, type Request } from '@playwright/test';
import { CHROMIUM } from './session.ts';

/** Both ways back: the custom scheme, which goes nowhere in this browser, and Mizan's own loopback address, which answers. */
const WAY_BACK = /^(?:app\.mizan\.desktop:|http:\/\/127\.0\.0\.1:\d+\/callback\?)/;

export type Pass = {
  readonly location: string;
  /** Keys of the banks to connect, all in this pass. */
  readonly banks: readonly string[];
};

/** The link the browser would hand to the operating system, or the loopback address once its page is there. */
function redirectToMizan(page: Page): Promise<string> {
  return new Promise((resolve) => {
    const take = (request: Request) => {
      if (request.isNavigationRequest() && WAY_BACK.test(request.url())) resolve(request.url());
    };
    page.on('requestfailed', take);
    page.on('requestfinished', take);
  });
}

async function send(page: Page, form: string, button = 'button.main'): Promise<void> {
  await page.locator(`form[name="${form}"] ${button}`).first().click();
}

async function sendCode(page: Page): Promise<void> {
  const code = page.locator('form[name="code"] input[name="code"]');
  await code.fill((await code.getAttribute('data-hint')) ?? '');
  await send(page, 'code');
}

async function goThroughBank(page: Page, bank: string): Promise<void> {
  await send(page, 'bank', `button[value="${bank}"]`);
  await page.locator('form[name="login"] input[name="user"]').fill('practice');
  await page.locator('form[name="login"] input[name="password"]').fill('practice');
  await send(page, 'login');
  await sendCode(page);
  await send(page, 'accounts');
  await page.locator('form[name="finish"]').waitFor();
}

/** @returns the link to Mizan once the browser has left for it */
async function inBrowser(location: string, walk: (page: Page) => Promise<void>): Promise<string> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  try {
    const page = await browser.newPage();
    const redirect = redirectToMizan(page);
    await page.goto(location);
    await walk(page);
    return await redirect;
  } finally {
    await browser.close();
  }
}

/** @returns the link to Mizan, and the language and direction of the page it left. */
export async function walkInBrowser({
  location,
  banks,
}: Pass): Promise<{ redirect: string; language: string | null; direction: string | null }> {
  const seen: { language: string | null; direction: string | null } = { language: null, direction: null };
  const redirect = await inBrowser(location, async (page) => {
    const html = page.locator('html');
    seen.language = await html.getAttribute('lang');
    seen.direction = await html.getAttribute('dir');
    for (const [index, bank] of banks.entries()) {
      if (index > 0) await send(page, 'finish', 'button[value="another"]');
      await goThroughBank(page, bank);
    }
    if (banks.length === 0) await send(page, 'cancel', 'button');
    else await send(page, 'finish', 'button[value="finish"]');
  });
  return { redirect, ...seen };
}

/** A consent that goes on: the bank asks for a one-time code and nothing else. @returns the link to Mizan */
export function renewInBrowser(location: string): Promise<string> {
  return inBrowser(location, sendCode);
}
