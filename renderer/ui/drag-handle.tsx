import { GripVertical } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useT } from '../lib/format.ts';
import styles from './drag-handle.module.css';
import { Icon } from './icon.tsx';

/** Drags its row by pointer; by keyboard Enter picks the row up, arrows choose a place, Enter puts it down. */
export function DragHandle({ name }: { readonly name: string }) {
  const t = useT();
  return (
    <Button slot="drag" className={styles.handle ?? ''} aria-label={t('common.move.handle', { name })}>
      <Icon of={GripVertical} />
    </Button>
  );
}
