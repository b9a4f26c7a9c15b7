import type { ReactNode } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { cx } from '../lib/cx.ts';
import styles from './menu-button.module.css';

export type MenuAction = {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly onAction: () => void;
  /** Behind a line, because it cannot be taken back. */
  readonly isApart?: boolean;
};
export type MenuButtonProps = { readonly label: string; readonly icon: ReactNode; readonly actions: readonly MenuAction[] };

/** An icon that opens a short list of verbs. */
export function MenuButton({ label, icon, actions }: MenuButtonProps) {
  return (
    <MenuTrigger>
      <Button className={styles.button ?? ''} aria-label={label}>
        {icon}
      </Button>
      <Popover className={styles.popover ?? ''} placement="bottom end">
        <Menu className={styles.menu ?? ''}>
          {actions.map((action) => (
            <MenuItem
              key={action.id}
              id={action.id}
              textValue={action.label}
              className={cx(styles.item, action.isApart && styles.apart)}
              onAction={action.onAction}
            >
              {action.icon}
              {action.label}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
