import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { cx } from '../lib/cx.ts';
import styles from './dialog.module.css';
import { MODAL } from './modal.ts';

export type DialogProps = {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons, the way back first. */
  readonly footer?: ReactNode;
  /** Both answers weigh the same: one of them cannot be undone. */
  readonly isGrave?: boolean;
  /** `lg` 760 for what is read side by side. */
  readonly size?: 'md' | 'lg';
  /** Nothing in it takes the keyboard, so its middle does: keys have to scroll it where it does not fit. */
  readonly isText?: boolean;
};

/** Takes the keyboard until it is answered; Escape is the way back. */
export function Dialog({ title, isOpen, onClose, children, footer, size = 'md', isGrave = false, isText = false }: DialogProps) {
  return (
    <ModalOverlay className={styles.overlay ?? ''} isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable {...MODAL}>
      <Modal className={cx(styles.modal, size === 'lg' && styles.large)}>
        <AriaDialog className={styles.dialog ?? ''}>
          <Heading slot="title" className={styles.title ?? ''}>
            {title}
          </Heading>
          <div className={styles.body} {...(isText && { tabIndex: 0 })}>
            {children}
          </div>
          {footer !== undefined && <div className={cx(styles.footer, isGrave && styles.even)}>{footer}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
