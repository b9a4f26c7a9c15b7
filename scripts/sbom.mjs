/** @file `npm run sbom`: writes the bill of materials of this lockfile, CycloneDX, to dist/sbom.cdx.json, and checks it. No network. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, systemEnv } from './lib/project.mjs';
import { sbomFindings } from './lib/sbom.mjs';

const words = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
const text = execFileSync('npm', words, {
  cwd: root,
  env: systemEnv(),
  encoding: 'utf8',
  maxBuffer: 64_000_000,
  shell: process.platform === 'win32',
});
const bom = JSON.parse(text);
// npm takes the folder's name for it.
bom.metadata.component.name = 'mizan';
const findings = sbomFindings(bom, JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
for (const line of findings) console.error(line);
mkdirSync(join(root, 'dist'), { recursive: true });
writeFileSync(join(root, 'dist', 'sbom.cdx.json'), JSON.stringify(bom, null, 2));
console.log(`dist/sbom.cdx.json: ${bom.components.length} packages, ${findings.length} findings`);
process.exitCode = findings.length > 0 ? 1 : 0;
