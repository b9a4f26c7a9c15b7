import { Ban, CalendarDays, Check, Coins, Eye, History, ListChecks, type LucideIcon, Target, Undo2, Users } from 'lucide-react';
import type { ConsentCard } from '../../../shared/contract/connections.ts';
import { cx } from '../../lib/cx.ts';
import { useFormat } from '../../lib/format.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from './consent-rows.module.css';

type Row = ConsentCard['rows'][number];

const ICONS: Readonly<Record<Row['id'], LucideIcon>> = {
  purpose: Target,
  benefit: Eye,
  data: ListChecks,
  history: History,
  until: CalendarDays,
  receiver: Users,
  cost: Coins,
  withdraw: Undo2,
};

/** The first line stands alone; whole sentences after it run on, so that the card stays short. */
function paragraphsOf([first, ...rest]: Row['lines']): readonly string[] {
  if (first === undefined) return [];
  const paragraphs = [first];
  for (const line of rest) {
    const before = paragraphs.length > 1 ? paragraphs.at(-1) : undefined;
    if (before?.endsWith('.')) paragraphs[paragraphs.length - 1] = `${before} ${line}`;
    else paragraphs.push(line);
  }
  return paragraphs;
}

/** The eight rows in the order core composed them; the text shown is the text kept with the consent, its digits as the reader chose them. */
export function ConsentRows({ rows }: { readonly rows: readonly Row[] }) {
  const { digits } = useFormat();
  return (
    <dl className={styles.rows}>
      {rows.map((row) => (
        <div key={row.id} className={styles.row}>
          <dt className={styles.label}>
            <Icon of={ICONS[row.id]} points={row.id === 'withdraw'} />
            {row.label}
          </dt>
          <dd className={styles.value}>
            {paragraphsOf(row.lines).map((text, index) => (
              <p key={text} className={cx(index > 0 && styles.second, row.id === 'until' && index === 0 && styles.strong)}>
                {digits(text)}
              </p>
            ))}
            {row.items.map((item) => (
              <p key={item.text} className={cx(styles.item, item.isRead ? styles.read : styles.never)}>
                <Icon of={item.isRead ? Check : Ban} size={13} />
                {digits(item.text)}
              </p>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
