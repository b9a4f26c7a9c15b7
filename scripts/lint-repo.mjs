/**
 * @file Repository rules no linter knows: the lockfile (S37), dependency list (S38), banned patterns of the security
 * requirements, logical CSS, and secrets or machine facts in tracked files. Prints each finding; exits 1 on any.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bannedIn } from './lib/banned-code.mjs';
import { dependencyFindings, lockFindings } from './lib/lockfile.mjs';
import { root } from './lib/project.mjs';
import { findSecrets } from './lib/secrets.mjs';

const findings = [];
const report = (where, what) => findings.push(`${where}: ${what}`);
const read = (name) => readFileSync(join(root, name), 'utf8');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((name) => name !== '' && existsSync(join(root, name)));

const PHYSICAL_CSS =
  /(?:^|[\s;{])((?:left|right|margin-left|margin-right|padding-left|padding-right|border-left|border-right)\s*:|text-align:\s*(?:left|right)|float:\s*(?:left|right))/;
const CSS_COMMENT = /\/\*(?! physical:).*?\*\/|^\s*\*.*$|^\s*\/\*(?! physical:).*$/g;
const MACHINE = /\/(root|home\/[a-z]+|Users\/[a-z]+)\/(?!\.)[A-Za-z]/;

const isTest = (name) => /(\.test\.tsx?$|^test\/|\.spec\.ts$)/.test(name);
const isCode = (name) => /\.(ts|tsx|mjs)$/.test(name) && !['scripts/lint-repo.mjs', 'scripts/lib/banned-code.mjs'].includes(name);

function scanCode(name, text) {
  if (!isTest(name)) findings.push(...bannedIn(name, text));
  for (const [index, line] of text.split('\n').entries())
    if (/\b(it|test|describe)\.only\b/.test(line)) report(`${name}:${index + 1}`, 'a narrowed test');
}

function scanCss(name, text) {
  for (const [index, line] of text.split('\n').entries()) {
    const physical = PHYSICAL_CSS.exec(line.replace(CSS_COMMENT, ''));
    if (physical && !line.includes('/* physical:'))
      report(`${name}:${index + 1}`, `physical property ${physical[2]}; use the logical one, or say why with /* physical: … */`);
  }
}

function scanText(name, text) {
  // Tests hold addresses with credentials in them that must be refused.
  const secrets = findSecrets(text).filter((what) => !isTest(name) || !what.startsWith('credentials'));
  for (const what of secrets) report(name, `something that looks like ${what}`);
  const path = MACHINE.exec(text);
  if (path && !isTest(name)) report(name, `a path of one machine: ${path[0]}`);
}

const packageJson = JSON.parse(read('package.json'));
findings.push(...lockFindings(JSON.parse(read('package-lock.json')), packageJson.allowScripts), ...dependencyFindings(packageJson));
for (const name of files) {
  if (/\.(png|ico|icns|woff2?|gz)$/.test(name) || name === 'package-lock.json') continue;
  const text = read(name);
  scanText(name, text);
  if (isCode(name)) scanCode(name, text);
  if (name.endsWith('.css')) scanCss(name, text);
}
for (const line of findings) console.error(line);
process.exit(findings.length > 0 ? 1 : 0);
