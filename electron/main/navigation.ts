/** @file What a page may become (S7) and which page is ours (S3). Plain. */

/** Where the page may come from. `devServer` is set only while developing, never in a packaged app. */
export type Origins = { readonly devServer: string | undefined };

/** SECURITY: protocol and host are compared, not `origin`: that is the text "null" for every custom scheme. */
export function isOwnPage(url: string, origins: Origins): boolean {
  if (!URL.canParse(url)) return false;
  const page = new URL(url);
  if (page.username !== '' || page.password !== '' || page.port !== '') {
    return isDevPage(page, origins);
  }
  return (page.protocol === 'app:' && page.host === 'bundle') || isDevPage(page, origins);
}

function isDevPage(page: URL, origins: Origins): boolean {
  if (origins.devServer === undefined || !URL.canParse(origins.devServer)) return false;
  return page.username === '' && page.password === '' && page.origin === new URL(origins.devServer).origin;
}

/**
 * Only the very page that is already shown may be loaded again (crash recovery and, while developing, hot reload).
 * Links of the page are hash routes, which are no navigation at all.
 */
export function mayNavigate(target: string, current: string, origins: Origins): boolean {
  return isDevPageText(target, origins) && isDevPageText(current, origins);
}

function isDevPageText(url: string, origins: Origins): boolean {
  return URL.canParse(url) && isDevPage(new URL(url), origins);
}
