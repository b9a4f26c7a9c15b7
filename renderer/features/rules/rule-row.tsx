import { ArrowDown, ArrowUp, Ellipsis, Pencil, Trash2 } from 'lucide-react';
import type { CategoryRule } from '../../../shared/contract/rules.ts';
import { cx } from '../../lib/cx.ts';
import { useFormat, useT } from '../../lib/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { MenuButton } from '../../ui/menu-button.tsx';
import { Switch } from '../../ui/switch.tsx';
import { CategoryLabel } from '../categories/public.ts';
import styles from './rule-row.module.css';
import { RuleWords } from './rule-words.tsx';

export type RuleRowProps = {
  readonly rule: CategoryRule;
  readonly name: string;
  /** How many rules there are. */
  readonly count: number;
  readonly onEdit: () => void;
  readonly onMove: (position: number) => void;
  readonly onPause: (isPaused: boolean) => void;
  readonly onRemove: () => void;
};

/** Place, what it looks for, where it puts what it finds, how much it decides now, on or off. */
export function RuleRow({ rule, name, count, onEdit, onMove, onPause, onRemove }: RuleRowProps) {
  const t = useT();
  const format = useFormat();
  const { position, isActive } = rule;
  const decided = rule.decidedCount === 0 ? t('rules.row.none') : t('rules.row.decides', { count: rule.decidedCount });
  const icon = (of: typeof Pencil) => <Icon of={of} />;
  return (
    <>
      <span className={styles.position} data-figures>
        {format.count(position)}
      </span>
      <span className={cx(styles.words, !isActive && styles.paused)}>
        <RuleWords rule={rule} />
      </span>
      <span className={cx(styles.category, !isActive && styles.paused)}>
        <CategoryLabel id={rule.categoryId} />
      </span>
      <span className={styles.decides} data-figures>
        {isActive ? decided : t('rules.row.paused')}
      </span>
      <Switch isSelected={isActive} onChange={(next) => onPause(!next)} label={t('rules.row.active', { name })} />
      <MenuButton
        label={t('rules.row.actions', { name })}
        icon={icon(Ellipsis)}
        actions={[
          { id: 'edit', label: t('rules.edit.action'), icon: icon(Pencil), onAction: onEdit },
          ...(position > 1 ? [{ id: 'up', label: t('common.move.up'), icon: icon(ArrowUp), onAction: () => onMove(position - 1) }] : []),
          ...(position < count
            ? [{ id: 'down', label: t('common.move.down'), icon: icon(ArrowDown), onAction: () => onMove(position + 1) }]
            : []),
          { id: 'remove', label: t('rules.remove.action'), icon: icon(Trash2), onAction: onRemove },
        ]}
      />
    </>
  );
}
