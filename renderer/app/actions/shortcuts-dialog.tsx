import { Fragment } from 'react';
import { ACTION_GROUPS, COMMAND_IDS, commandOf, LOCAL_KEYS } from '../../../shared/domain/commands.ts';
import type { Shortcut } from '../../../shared/domain/shortcut.ts';
import { useT } from '../../lib/format.ts';
import { usePreferences } from '../../lib/preferences.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { KeyCaps } from '../../ui/key-caps.tsx';
import styles from './shortcuts-dialog.module.css';

type Line = { readonly id: string; readonly title: string; readonly keys: readonly Shortcut[] };
type Group = { readonly id: string; readonly title: string; readonly lines: readonly Line[] };

/** Every key there is, from the same list that menus and palette are made of. */
function useGroups(): readonly Group[] {
  const t = useT();
  const isRtl = usePreferences().language === 'ar';
  const commands = ACTION_GROUPS.map((group) => ({
    id: group,
    title: t(`commands.group.${group}`),
    lines: COMMAND_IDS.filter((id) => commandOf(id).group === group && commandOf(id).keys).map((id) => ({
      id,
      title: t(`commands.title.${id}`),
      keys: commandOf(id).keys ?? [],
    })),
  }));
  const local = (['list', 'chart'] as const).map((part) => ({
    id: part,
    title: t(`commands.keys.group.${part}`),
    lines: Object.entries(LOCAL_KEYS)
      .filter(([id]) => id.startsWith(`${part}.`))
      .map(([id, hint]) => ({
        id,
        title: t(`commands.keys.${id}`),
        keys: isRtl && 'mirrors' in hint ? hint.keys.toReversed() : hint.keys,
      })),
  }));
  return [...commands, ...local].filter((group) => group.lines.length > 0);
}

export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  return (
    <Dialog
      title={t('commands.keys.title')}
      isOpen
      onClose={onClose}
      size="lg"
      isText
      footer={
        <Button variant="primary" onPress={onClose} autoFocus>
          {t('common.close')}
        </Button>
      }
    >
      <div className={styles.groups}>
        {useGroups().map((group) => (
          <section key={group.id} className={styles.group} aria-labelledby={`keys-${group.id}`}>
            <h3 id={`keys-${group.id}`} className={styles.title}>
              {group.title}
            </h3>
            <dl>
              {group.lines.map((line) => (
                <div key={line.id} className={styles.line}>
                  <dt>{line.title}</dt>
                  <dd className={styles.keys}>
                    {line.keys.map((keys, index) => (
                      <Fragment key={JSON.stringify(keys)}>
                        {index > 0 && <span className={styles.or}>{t('commands.keys.or')}</span>}
                        <KeyCaps keys={keys} />
                      </Fragment>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
