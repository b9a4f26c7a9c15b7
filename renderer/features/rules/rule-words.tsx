import { useQuery } from '@tanstack/react-query';
import type { RuleDraft } from '../../../shared/contract/rules.ts';
import { type Format, type Translate, useFormat, useT } from '../../lib/format.ts';
import { accountQueries } from '../accounts/public.ts';
import styles from './rule-words.module.css';

export type RuleLike = Pick<RuleDraft, 'text' | 'direction' | 'minMinor' | 'maxMinor' | 'currency' | 'accountId'>;

/** What a rule looks for, in words. */
export function useRuleWords(): (rule: RuleLike) => readonly string[] {
  const t = useT();
  const format = useFormat();
  const { data: accounts = [] } = useQuery(accountQueries.list(true));
  return (rule) => {
    const account = accounts.find(({ id }) => id === rule.accountId);
    return [
      ...(rule.text === '' ? [] : [t('rules.when.text', { text: rule.text })]),
      ...(rule.direction === 'any' ? [] : [t(`rules.when.${rule.direction}`)]),
      ...amountWords(rule, t, format),
      ...(rule.accountId === null ? [] : [t('rules.when.account', { account: account?.name ?? t('rules.when.goneAccount') })]),
    ];
  };
}

function amountWords({ minMinor, maxMinor, currency }: RuleLike, t: Translate, format: Format): string[] {
  if (currency === null) return [];
  const amount = (minor: number) => format.amount({ minor, currency }, { withCode: true });
  if (minMinor !== null && maxMinor !== null)
    return [minMinor === maxMinor ? amount(minMinor) : t('rules.when.between', { min: amount(minMinor), max: amount(maxMinor) })];
  if (minMinor !== null) return [t('rules.when.from', { min: amount(minMinor) })];
  return maxMinor === null ? [] : [t('rules.when.upTo', { max: amount(maxMinor) })];
}

export function RuleWords({ rule }: { readonly rule: RuleLike }) {
  const words = useRuleWords()(rule);
  return (
    <span className={styles.words}>
      {words.map((part) => (
        <span key={part} className={styles.part}>
          {part}
        </span>
      ))}
    </span>
  );
}
