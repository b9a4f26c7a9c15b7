/** @file Every schema step in order. Add at the end; never change one that was merged (R3). */
import { initial } from './0001_initial.ts';

export type Migration = { readonly version: number; readonly name: string; readonly sql: string };

export const migrations: readonly Migration[] = [{ version: 1, name: 'initial', sql: initial }];
