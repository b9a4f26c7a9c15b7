/** @file What Mizan is made of, behind the fake bridge. */
import type { Handlers } from '../../shared/contract/index.ts';

export const DEMO_REPORT = '{\n  "version": "0.1.0",\n  "rows": { "transactions": 2412 }\n}\n';

export function aboutAnswers(): Pick<Handlers, Extract<keyof Handlers, `about.${string}`>> {
  return {
    'about.get': () => ({
      version: '0.1.0',
      runtime: 'official',
      parts: [
        { name: 'Electron', version: '45.4.1' },
        { name: 'SQLite', version: '3.50.4' },
      ],
      system: 'linux 6.1.0 x64',
    }),
    'about.notices': () => [
      { name: 'react', version: '19.3.1', license: 'MIT', text: 'MIT License\n\nPermission is hereby granted' },
      { name: 'client-only', version: '0.0.1', license: 'MIT', text: '' },
    ],
    'about.diagnose': () => ({ text: DEMO_REPORT }),
    'about.saveDiagnosis': () => ({ isSaved: true }),
  };
}
