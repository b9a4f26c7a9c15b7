import { Check, Search } from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import {
  Autocomplete,
  Collection,
  Dialog,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Modal,
  ModalOverlay,
  TextField,
} from 'react-aria-components';
import type { Action } from '../../lib/actions.ts';
import { useT } from '../../lib/format.ts';
import { hrefTo, navigate } from '../../lib/router.ts';
import { Icon } from '../../ui/icon.tsx';
import { KeyCaps } from '../../ui/key-caps.tsx';
import { MODAL } from '../../ui/modal.ts';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import styles from './command-palette.module.css';
import { listFound, listSections, type PaletteSection, remember, SEARCH_ID } from './palette-list.ts';

export type CommandPaletteProps = {
  readonly actions: readonly Action[];
  readonly onChoose: (action: Action) => void;
  readonly onClose: () => void;
};

/** Ctrl/Cmd-K: type a few letters of anything that can be done, in either language, and press Enter. */
export function CommandPalette({ actions, onChoose, onClose }: CommandPaletteProps) {
  const t = useT();
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  // What was offered when it opened: a list that reorders under the finger runs the wrong thing.
  const [offered] = useState(actions);
  const sections = useSections(text, offered);
  const count = sections.reduce((sum, section) => sum + section.actions.length, 0);
  const choose = (id: string | undefined) => {
    const action = sections.flatMap((section) => section.actions).find((one) => one.id === id);
    if (!action) return;
    remember(action.id);
    onChoose(action);
  };
  /** After a deletion nothing is marked; Enter then means the first. */
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || input.current?.hasAttribute('aria-activedescendant')) return;
    event.preventDefault();
    event.stopPropagation();
    choose(sections[0]?.actions[0]?.id);
  };
  return (
    <ModalOverlay className={styles.overlay ?? ''} isOpen onOpenChange={(isOpen) => !isOpen && onClose()} isDismissable {...MODAL}>
      <Modal className={styles.modal ?? ''}>
        <Dialog className={styles.dialog ?? ''} aria-label={t('commands.palette.label')}>
          <Autocomplete inputValue={text} onInputChange={setText}>
            <TextField aria-label={t('commands.palette.field')} className={styles.field ?? ''} autoFocus>
              <Icon of={Search} />
              <Input
                ref={input}
                className={styles.input ?? ''}
                role="combobox"
                aria-expanded="true"
                aria-haspopup="listbox"
                placeholder={t('commands.palette.placeholder')}
                onKeyDownCapture={onKeyDown}
              />
            </TextField>
            <output className={styles.said}>
              <VisuallyHidden>{text === '' ? '' : t('commands.palette.count', { count })}</VisuallyHidden>
            </output>
            <ListBox
              className={styles.list ?? ''}
              aria-label={t('commands.palette.results')}
              items={sections}
              onAction={(key) => choose(String(key))}
              renderEmptyState={() => <p className={styles.empty}>{t('commands.palette.none')}</p>}
            >
              {(section) => <Section section={section} />}
            </ListBox>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function useSections(text: string, offered: readonly Action[]): readonly PaletteSection[] {
  const t = useT();
  return useMemo(() => {
    const wanted = text.trim();
    if (wanted === '') return listSections(offered, t);
    const search: Action = {
      id: SEARCH_ID,
      group: 'data',
      title: t('commands.palette.search', { text: wanted }),
      icon: Search,
      run: () => navigate(hrefTo('/transactions', { q: wanted })),
    };
    return listFound(wanted, offered, search);
  }, [text, offered, t]);
}

function Section({ section }: { readonly section: PaletteSection }) {
  return (
    <ListBoxSection id={section.id} className={styles.section ?? ''}>
      {section.title !== undefined && <Header className={styles.header ?? ''}>{section.title}</Header>}
      <Collection items={section.actions}>{(action) => <Row action={action} isGroupShown={section.title === undefined} />}</Collection>
    </ListBoxSection>
  );
}

function Row({ action, isGroupShown }: { readonly action: Action; readonly isGroupShown: boolean }) {
  const t = useT();
  const [keys] = action.keys ?? [];
  const place = action.detail ?? (isGroupShown ? t(`commands.group.${action.group}`) : undefined);
  const state = action.isOn === undefined ? undefined : t(action.isOn ? 'commands.palette.on' : 'commands.palette.off');
  return (
    <ListBoxItem id={action.id} textValue={action.title} className={styles.item ?? ''}>
      <span className={styles.icon}>{action.icon && <Icon of={action.icon} />}</span>
      <span className={styles.title}>
        <bdi>{action.title}</bdi>
      </span>
      <span className={styles.more}>
        {state !== undefined && <VisuallyHidden>{state} </VisuallyHidden>}
        {action.isOn === true && <Icon of={Check} />}
        {place !== undefined && <bdi className={styles.place}>{place}</bdi>}
        {keys !== undefined && <KeyCaps keys={keys} />}
      </span>
    </ListBoxItem>
  );
}
