/** @file The page asks for everything its first screen is made of at once, instead of learning of each part from the one before. */
import { relative } from 'node:path';
import type { Plugin, Rolldown } from 'vite';

/** Loaded by `import()`, but needed before anything is seen: the app, and what `lazyPart` marks with `isFirst`. */
export const PARTS = ['app/start.tsx', 'app/actions/command-host.tsx', 'features/overview/public.ts', 'charts/balance-plot.tsx'] as const;

type Chunk = Rolldown.OutputChunk & { readonly viteMetadata?: { readonly importedCss: ReadonlySet<string> } };
type Bundle = Readonly<Record<string, Chunk | { readonly type: 'asset' }>>;

/** Files of the parts and of all they import, in loading order. @throws Error when a part is no longer loaded on its own */
export function firstFiles(bundle: Bundle, root: string): { readonly scripts: readonly string[]; readonly styles: readonly string[] } {
  const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
  const scripts = new Set<string>();
  const styles = new Set<string>();
  const add = (name: string) => {
    const chunk = bundle[name];
    if (chunk?.type !== 'chunk' || scripts.has(name)) return;
    scripts.add(name);
    for (const style of chunk.viteMetadata?.importedCss ?? []) styles.add(style);
    for (const imported of chunk.imports) add(imported);
  };
  for (const part of PARTS) {
    const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId && relative(root, facadeModuleId).replaceAll('\\', '/') === part);
    if (!chunk) throw new Error(`${part} is no part of its own any more`);
    add(chunk.fileName);
  }
  return { scripts: [...scripts], styles: [...styles] };
}

/** @param root the folder of the page's sources */
export function preloadFirstScreen(root: string): Plugin {
  return {
    name: 'mizan-first-screen',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        if (!bundle) return [];
        const { scripts, styles } = firstFiles(bundle as unknown as Bundle, root); // the types of Vite and Rolldown name the same objects
        const isNamed = (file: string) => html.includes(file);
        const link = (attrs: Record<string, string | boolean>) => ({
          tag: 'link',
          attrs: { ...attrs, crossorigin: true },
          injectTo: 'head' as const,
        });
        return [
          ...scripts.filter((file) => !isNamed(file)).map((file) => link({ rel: 'modulepreload', href: `./${file}` })),
          ...styles.filter((file) => !isNamed(file)).map((file) => link({ rel: 'preload', as: 'style', href: `./${file}` })),
        ];
      },
    },
  };
}
