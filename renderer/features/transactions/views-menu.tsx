import { useQuery } from '@tanstack/react-query';
import { Bookmark, ChevronDown, Plus, Settings2 } from 'lucide-react';
import { memo, useState } from 'react';
import { Button as AriaButton, Collection, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from 'react-aria-components';
import type { SavedView } from '../../../shared/contract/views.ts';
import { useT } from '../../lib/format.ts';
import { navigate } from '../../lib/router.ts';
import { Icon } from '../../ui/icon.tsx';
import { MenuTick } from '../../ui/menu-tick.tsx';
import { type ListAddress, readAddress, writeAddress, writeFilters } from './address.ts';
import { viewQueries } from './queries.ts';
import { SaveViewDialog, ViewsDialog } from './views-dialog.tsx';
import styles from './views-menu.module.css';

const EVERYTHING = 'everything';

/** Lists the person named: to come back to, and to keep what is shown now. */
export const ViewsMenu = memo(function ViewsMenu({ address }: { readonly address: ListAddress }) {
  const t = useT();
  const views = useQuery(viewQueries.list());
  const [dialog, setDialog] = useState<'save' | 'manage'>();
  const list = views.data ?? [];
  const here = addressOf(address);
  const current = list.find((view) => view.address === here);
  const shownKeys = here === '' ? [EVERYTHING] : current ? [current.id] : [];
  return (
    <>
      <MenuTrigger>
        <AriaButton className={styles.button ?? ''} aria-label={t('transactions.views.label', { name: current?.name ?? '' })}>
          <Icon of={Bookmark} />
          <bdi className={styles.name}>{current?.name ?? t('transactions.views.title')}</bdi>
          <Icon of={ChevronDown} size={13} />
        </AriaButton>
        <Popover className={styles.popover ?? ''} placement="bottom end">
          <Menu className={styles.menu ?? ''} aria-label={t('transactions.views.title')}>
            <MenuSection aria-label={t('transactions.views.saved')} selectionMode="single" selectedKeys={shownKeys}>
              <MenuItem
                id={EVERYTHING}
                textValue={t('transactions.views.everything')}
                className={styles.item ?? ''}
                onAction={() => navigate(writeAddress({}))}
              >
                <MenuTick isShown={here === ''} />
                {t('transactions.views.everything')}
              </MenuItem>
              <Collection items={list}>
                {(view) => (
                  <MenuItem id={view.id} textValue={view.name} className={styles.item ?? ''} onAction={() => openView(view)}>
                    <MenuTick isShown={view === current} />
                    <bdi className={styles.name}>{view.name}</bdi>
                  </MenuItem>
                )}
              </Collection>
            </MenuSection>
            <Separator className={styles.rule ?? ''} />
            <MenuItem className={styles.item ?? ''} isDisabled={here === ''} onAction={() => setDialog('save')}>
              <Icon of={Plus} /> {t('transactions.views.save')}
            </MenuItem>
            <MenuItem className={styles.item ?? ''} isDisabled={list.length === 0} onAction={() => setDialog('manage')}>
              <Icon of={Settings2} /> {t('transactions.views.manage')}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      {dialog === 'save' && <SaveViewDialog address={here} views={list} onClose={() => setDialog(undefined)} />}
      {dialog === 'manage' && <ViewsDialog address={here} views={list} onClose={() => setDialog(undefined)} />}
    </>
  );
});

/** What a view keeps: filters, search and sort, not the open row. */
function addressOf(address: ListAddress): string {
  return writeFilters({ ...address, openId: undefined } as Partial<ListAddress>); // what is open is no part of a view
}

/** Through the address's own reader: a view of an older version opens with what is still known. */
export function openView({ address }: SavedView): void {
  navigate(writeAddress(readAddress(new URLSearchParams(address))));
}
