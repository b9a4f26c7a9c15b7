/** @file The last look at an address before the operating system gets it (S9). Plain. */
import { judgeLink } from '../features/connections/link-policy.ts';

/**
 * SECURITY: the core judged the host already, knowing the environment and what the person confirmed. Here the form is
 * judged once more, so that no bug in between can hand `file:`, `smb:` or a disguised host to the operating system.
 */
export function isOpenable(url: string): boolean {
  return judgeLink(url, { baseUrl: 'http://127.0.0.1', confirmedHosts: [], helpHosts: [] }) !== 'refuse';
}
