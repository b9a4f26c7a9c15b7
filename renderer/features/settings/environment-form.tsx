import { ExternalLink } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Environment } from '../../../shared/contract/environments.ts';
import { ApiError, failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Link } from '../../ui/link.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { checkFields, type EnvironmentFields, type FieldErrors, fieldsOf } from './environment-fields.ts';
import styles from './environment-form.module.css';
import { useOpenHelp, useSaveEnvironment } from './mutations.ts';
import { SecretField } from './secret-field.tsx';

const KINDS = ['sandbox', 'production', 'custom'] as const;

export type EnvironmentFormProps = { readonly environment: Environment | undefined; readonly onClose: () => void };

export function EnvironmentForm({ environment, onClose }: EnvironmentFormProps) {
  const t = useT();
  const help = useOpenHelp();
  const form = useEnvironmentForm(environment, onClose);
  const { fields, errorOf, set } = form;
  return (
    <Card
      title={t(environment ? 'settings.environment.changeTitle' : 'settings.environment.addTitle')}
      aside={
        <Link onPress={() => help.mutate()} icon={<Icon of={ExternalLink} size={13} points />}>
          {t('settings.environment.howToGet')}
        </Link>
      }
    >
      <form className={styles.form} onSubmit={form.submit}>
        <Select
          label={t('settings.environment.kind')}
          value={fields.kind}
          onChange={(kind) => set({ kind })}
          options={KINDS.map((id) => ({ id, label: t(`common.environment.${id}`) }))}
        />
        <TextField
          label={t('settings.environment.baseUrl')}
          description={t('settings.environment.baseUrlNote')}
          error={errorOf('baseUrl')}
          value={fields.baseUrl}
          onChange={(baseUrl) => set({ baseUrl })}
          placeholder="https://"
          direction="ltr"
        />
        <TextField
          label={t('settings.environment.clientId')}
          error={errorOf('clientId')}
          value={fields.clientId}
          onChange={(clientId) => set({ clientId })}
          placeholder={t('settings.environment.fromProvider')}
          direction={fields.clientId === '' ? 'auto' : 'ltr'}
        />
        <SecretField value={fields.clientSecret} error={errorOf('clientSecret')} onChange={(clientSecret) => set({ clientSecret })} />
        <PartyNames fields={fields} errorOf={errorOf} set={set} />
        <SaveFailure error={form.failure} />
        <div className={styles.footer}>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="primary" isPending={form.isPending}>
            {t('settings.environment.save')}
          </Button>
        </div>
      </form>
    </Card>
  );
}

type FormPart = {
  readonly fields: EnvironmentFields;
  readonly errorOf: (name: string) => string | undefined;
  readonly set: (change: Partial<EnvironmentFields>) => void;
};

/** The registered names stand on the consent card: the law wants everyone who receives the data named. */
function PartyNames({ fields, errorOf, set }: FormPart) {
  const t = useT();
  return (
    <fieldset className={styles.names}>
      <legend className={styles.legend}>{t('settings.environment.legalName')}</legend>
      <p className={styles.note}>{t('settings.environment.legalNameNote')}</p>
      <div className={styles.pair}>
        <TextField
          label={t('settings.environment.legalNameAr')}
          error={errorOf('legalName.ar')}
          value={fields.nameAr}
          onChange={(nameAr) => set({ nameAr })}
          direction="rtl"
          language="ar"
        />
        <TextField
          label={t('settings.environment.legalNameEn')}
          error={errorOf('legalName.en')}
          value={fields.nameEn}
          onChange={(nameEn) => set({ nameEn })}
          direction="ltr"
          language="en"
        />
      </div>
    </fieldset>
  );
}

function SaveFailure({ error }: { readonly error: unknown }) {
  const t = useT();
  if (error === null) return null;
  const { code, ref } = failureOf(error);
  return (
    <Banner tone="danger" title={t(`errors.${code}.title`)}>
      {t(`errors.${code}.meaning`)} {t(`errors.${code}.next`)} {ref !== undefined && <bdi>{t('common.error.ref', { ref })}</bdi>}
    </Banner>
  );
}

function useEnvironmentForm(environment: Environment | undefined, onClose: () => void) {
  const t = useT();
  const save = useSaveEnvironment();
  const [fields, setFields] = useState(() => fieldsOf(environment));
  const [errors, setErrors] = useState<FieldErrors>({});
  const errorOf = (name: string): string | undefined => {
    const key = errors[name];
    // Schemas carry locale keys; a message of the library itself falls back to a plain sentence.
    return key === undefined ? undefined : t(key.startsWith('settings.') ? key : 'settings.environment.errors.other');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const checked = checkFields(fields, environment?.id);
    if ('errors' in checked) {
      setErrors(checked.errors);
      return;
    }
    setErrors({});
    save.mutate(checked.save, {
      onSuccess: () => {
        showToast({ text: t('settings.environment.saved') });
        onClose();
      },
      onError: (error) => setErrors(error instanceof ApiError ? error.fields : {}),
    });
  };
  const set = (change: Partial<EnvironmentFields>) => setFields((before) => ({ ...before, ...change }));
  const hasFieldErrors = Object.keys(errors).length > 0;
  return { fields, errorOf, set, submit, isPending: save.isPending, failure: hasFieldErrors ? null : save.error };
}
