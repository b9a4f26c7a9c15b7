import { X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId } from 'react';
import { useT } from '../lib/format.ts';
import styles from './drawer.module.css';
import { Icon } from './icon.tsx';
import { IconButton } from './icon-button.tsx';

export type DrawerProps = {
  readonly title: ReactNode;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Beside the close button: previous, next. */
  readonly actions?: ReactNode;
  /** Under the scrolling middle, always in sight. */
  readonly footer?: ReactNode;
  readonly children: ReactNode;
};

/** A panel at the reading end, 384 wide. It is not modal: the list beside it keeps the keyboard. Goes into `Page`'s `drawer`. */
export function Drawer({ title, isOpen, onClose, actions, footer, children }: DrawerProps) {
  const t = useT();
  const id = useId();
  if (!isOpen) return null;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  return (
    <aside className={styles.drawer} aria-labelledby={id} onKeyDown={onKeyDown}>
      <header className={styles.header}>
        <span id={id} className={styles.title}>
          {title}
        </span>
        {actions}
        <IconButton label={t('common.close')} icon={<Icon of={X} />} onPress={onClose} />
      </header>
      <div className={styles.body}>{children}</div>
      {footer !== undefined && <footer className={styles.footer}>{footer}</footer>}
    </aside>
  );
}
