/** @file The form's values, checked with the contract's own schema before anything is sent. */
import { type Environment, EnvironmentInput } from '../../../shared/contract/environments.ts';
import type { EnvironmentSave } from './mutations.ts';

export type EnvironmentFields = {
  readonly kind: EnvironmentInput['kind'];
  readonly baseUrl: string;
  readonly clientId: string;
  /** undefined: the stored secret stays. */
  readonly clientSecret: string | undefined;
  readonly nameEn: string;
  readonly nameAr: string;
};
export type FieldErrors = Readonly<Record<string, string>>;

export function fieldsOf(environment: Environment | undefined): EnvironmentFields {
  return {
    kind: environment === undefined || environment.kind === 'practice' ? 'sandbox' : environment.kind,
    baseUrl: environment?.baseUrl ?? '',
    clientId: environment?.clientId ?? '',
    clientSecret: environment?.hasCredentials ? undefined : '',
    nameEn: environment?.legalName.en ?? '',
    nameAr: environment?.legalName.ar ?? '',
  };
}

/** Either what may be sent, or a locale key for each field that may not. */
export function checkFields(
  fields: EnvironmentFields,
  id: string | undefined,
): { readonly save: EnvironmentSave } | { readonly errors: FieldErrors } {
  const { kind, baseUrl, clientId, clientSecret, nameEn, nameAr } = fields;
  const known = { kind, baseUrl, clientId, legalName: { en: nameEn, ar: nameAr } };
  const schema = clientSecret === undefined ? EnvironmentInput.omit({ clientSecret: true }) : EnvironmentInput;
  const result = schema.safeParse(clientSecret === undefined ? known : { ...known, clientSecret });
  if (!result.success) {
    const errors: Record<string, string> = {};
    for (const issue of result.error.issues) errors[issue.path.join('.')] ??= issue.message;
    return { errors };
  }
  return { save: { ...result.data, ...(id === undefined ? {} : { id }) } };
}
