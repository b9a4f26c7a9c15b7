/**
 * @file SECURITY: zod compiles schemas with `new Function` unless told not to; the CSP refuses that. Schemas decide when they are made,
 * so this must have run before any module of the contract: entries load the rest with a dynamic import.
 */
import { z } from 'zod';

z.config({ jitless: true });
