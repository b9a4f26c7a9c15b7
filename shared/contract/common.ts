import { z } from 'zod';
import { ACCOUNT_KINDS } from '../domain/account-kind.ts';
import { isDay } from '../domain/dates.ts';
import { ERROR_CODES } from '../errors.ts';

export const Done = z.object({ done: z.literal(true) });
export const Id = z.string().min(1).max(64);
export const DaySchema = z.string().refine(isDay, 'day');
export const InstantSchema = z.string().min(20).max(40);
export const Currency = z.string().regex(/^[A-Z]{3}$/);
export const Language = z.enum(['ar', 'en']);
export const AccountKindSchema = z.enum(ACCOUNT_KINDS);
export const ErrorCodeSchema = z.enum(ERROR_CODES);
export const LegalName = z.object({ ar: z.string().max(200), en: z.string().max(200) });
export type Language = z.infer<typeof Language>;
