import { type FormEvent, useState } from 'react';
import { failureOf } from '../../lib/api-error.ts';
import { useT } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './flow.module.css';
import { usePaste } from './mutations.ts';

/** The address the browser ended on, by hand; main checks it exactly as it checks one that arrives by itself. */
export function PasteForm({ flowId }: { readonly flowId: string }) {
  const t = useT();
  const paste = usePaste();
  const [address, setAddress] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const trimmed = address.trim();
    if (trimmed !== '') paste.mutate({ flowId, address: trimmed });
  };
  const change = (value: string) => {
    paste.reset();
    setAddress(value);
  };
  const code = paste.error === null ? undefined : failureOf(paste.error).code;
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextField
        label={t('connections.paste.label')}
        description={t('connections.paste.description')}
        error={code === undefined ? undefined : `${t(`errors.${code}.title`)}. ${t(`errors.${code}.next`)}`}
        value={address}
        onChange={change}
        direction="ltr"
        autoFocus
      />
      <Button type="submit" variant="primary" isPending={paste.isPending} isDisabled={address.trim() === ''}>
        {t('connections.paste.submit')}
      </Button>
    </form>
  );
}
