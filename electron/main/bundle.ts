/**
 * @file Which address of `app://bundle` is which file of the build (S4). Plain Node. The list is made by the build
 * (`electron.vite.config.ts`); an address is only ever compared with it, never turned into a path.
 */
export const BUNDLE_ORIGIN = 'app://bundle';
export const START_PAGE = `${BUNDLE_ORIGIN}/index.html`;

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
  woff: 'font/woff',
};

export type BundleFile = { readonly name: string; readonly contentType: string };
export type Bundle = ReadonlyMap<string, BundleFile>;

/** @throws Error when the list is not what the build writes: better no page than a guessed one. */
export function parseManifest(text: string): Bundle {
  const names: unknown = JSON.parse(text);
  if (!Array.isArray(names)) throw new Error('renderer manifest is not a list');
  const files = names.map((name: unknown): [string, BundleFile] => {
    if (typeof name !== 'string' || !/^[\w-]+(?:[./][\w-]+)*$/.test(name)) throw new Error('renderer manifest holds an odd name');
    const contentType = CONTENT_TYPES[name.slice(name.lastIndexOf('.') + 1)];
    if (contentType === undefined) throw new Error('renderer manifest holds a file of unknown type');
    return [`${BUNDLE_ORIGIN}/${name}`, { name, contentType }];
  });
  return new Map(files);
}

/**
 * SECURITY: exact match of the whole address; queries, dots, escapes, other hosts and other spellings are strangers. The fragment,
 * where the page keeps its own place, is part of the request only when the page is loaded anew.
 */
export function findBundleFile(bundle: Bundle, url: string): BundleFile | undefined {
  const [address = ''] = url.split('#', 1);
  return bundle.get(address === `${BUNDLE_ORIGIN}/` ? START_PAGE : address);
}
