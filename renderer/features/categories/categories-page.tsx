import { type ReactNode, Suspense } from 'react';
import { useT } from '../../lib/format.ts';
import { hrefTo } from '../../lib/router.ts';
import { Page } from '../../ui/page.tsx';
import { TabLinks } from '../../ui/tab-links.tsx';
import { CategoriesPanel } from './categories-panel.tsx';
import { MappingsPanel } from './mappings-panel.tsx';

const TABS = ['tree', 'rules', 'banks', 'transfers'] as const;
type Tab = (typeof TABS)[number];

export type CategoriesPageProps = {
  readonly tab: string | undefined;
  /** Parts that belong to other features. */
  readonly rules: ReactNode;
  readonly transfers: ReactNode;
};

/** How rows find their category: the tree, the person's rules, what the banks call things, and transfers between own accounts. */
export function CategoriesPage({ tab, rules, transfers }: CategoriesPageProps) {
  const t = useT();
  const current: Tab = TABS.find((id) => id === tab) ?? 'tree';
  const panels: Readonly<Record<Tab, ReactNode>> = { tree: <CategoriesPanel />, rules, banks: <MappingsPanel />, transfers };
  return (
    <Page title={t('categories.title')}>
      <TabLinks
        label={t('categories.title')}
        current={current}
        tabs={TABS.map((id) => ({
          id,
          label: t(`categories.tabs.${id}`),
          href: hrefTo(id === 'tree' ? '/categories' : `/categories/${id}`),
        }))}
      />
      <Suspense fallback={null}>{panels[current]}</Suspense>
    </Page>
  );
}
