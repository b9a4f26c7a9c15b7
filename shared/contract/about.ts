import { z } from 'zod';
import { AppStatus } from './app.ts';
import { command, query } from './operation.ts';

export const About = z.object({
  version: z.string(),
  runtime: AppStatus.shape.runtime,
  /** Name and version of what Mizan runs on, e.g. Electron. */
  parts: z.array(z.object({ name: z.string(), version: z.string() })),
  system: z.string(),
});
export type About = z.infer<typeof About>;

/** What ships with Mizan and is somebody else's work, with the text of its licence. */
export const Notice = z.object({ name: z.string(), version: z.string(), license: z.string(), text: z.string() });
export type Notice = z.infer<typeof Notice>;

export const aboutContract = {
  'about.get': query(z.strictObject({}), About),
  'about.notices': query(z.strictObject({}), z.array(Notice)),
  /** Redacted facts for a report (S27): made only on request, and shown before anything is saved. */
  'about.diagnose': command(z.strictObject({}), z.object({ text: z.string() })),
  /** Saves exactly what was shown last. @throws not_found when nothing was */
  'about.saveDiagnosis': command(z.strictObject({}), z.object({ isSaved: z.boolean() })),
};
