import { type FormEvent, useState } from 'react';
import type { CategoryRule, RuleDraft } from '../../../shared/contract/rules.ts';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useCategoryName } from '../categories/public.ts';
import { useCreateRule, useEditRule } from './mutations.ts';
import styles from './rule-dialog.module.css';
import { RuleFields } from './rule-fields.tsx';
import { EMPTY_FORM, formOf, readForm } from './rule-form.ts';
import { RulePreviewPane } from './rule-preview.tsx';

export type RuleDialogProps = {
  /** The one to change; else a new one is made, which is asked first. */
  readonly rule?: CategoryRule;
  /** What a new one starts from. */
  readonly draft?: RuleDraft;
  readonly onClose: () => void;
};

/** A rule beside what it would change, before anything does. */
export function RuleDialog({ rule, draft, onClose }: RuleDialogProps) {
  const t = useT();
  const start = rule ?? draft;
  const [form, setForm] = useState(start ? formOf(start) : EMPTY_FORM);
  const [wasTried, setWasTried] = useState(false);
  const read = readForm(form);
  const { save, isPending, failure } = useSave(rule, onClose);
  const trySave = () => {
    setWasTried(true);
    if (read.draft) save(read.draft);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    trySave();
  };
  return (
    <Dialog
      title={t(rule ? 'rules.edit.title' : 'rules.create.title')}
      size="lg"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button variant="equal" onPress={onClose}>
            {t('common.cancel')}
          </Button>
          <Button variant="primary" isPending={isPending} onPress={trySave}>
            {t('rules.form.save')}
          </Button>
        </>
      }
    >
      <div className={styles.sides}>
        <form className={styles.form} onSubmit={onSubmit}>
          <RuleFields
            form={form}
            onChange={(change) => setForm((before) => ({ ...before, ...change }))}
            problem={shown(read.problem, wasTried)}
          />
          {failure !== undefined && (
            <p className={styles.error} role="alert">
              {t(`errors.${failure}.title`)}
            </p>
          )}
          {/* Enter in a field saves; the visible button stands below. */}
          <input type="submit" hidden />
        </form>
        <RulePreviewPane id={rule?.id ?? null} draft={read.draft} isPaused={rule?.isActive === false} />
      </div>
    </Dialog>
  );
}

/** A form just opened is not wrong yet; amounts that cannot be read are said at once. */
const shown = (problem: ReturnType<typeof readForm>['problem'], wasTried: boolean) =>
  wasTried || (problem !== 'empty' && problem !== 'category') ? problem : undefined;

function useSave(rule: CategoryRule | undefined, onClose: () => void) {
  const t = useT();
  const nameOf = useCategoryName();
  const create = useCreateRule();
  const edit = useEditRule();
  const mutation = rule ? edit : create;
  return {
    isPending: mutation.isPending,
    failure: mutation.isError ? failureOf(mutation.error).code : undefined,
    save(draft: RuleDraft): void {
      const done = (count: number) => t(rule ? 'rules.edit.done' : 'rules.create.done', { count, category: nameOf(draft.categoryId) });
      if (rule) edit.mutate({ input: { id: rule.id, draft }, done }, { onSuccess: onClose });
      else create.mutate({ input: { draft }, done }, { onSuccess: onClose });
    },
  };
}
