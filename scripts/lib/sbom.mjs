/** @file Whether a bill of materials is one, and speaks of this lockfile (S38). */

/** @returns what is wrong with it */
export function sbomFindings(bom, lock) {
  const form = [
    bom.bomFormat !== 'CycloneDX' && 'not a CycloneDX document',
    !/^1\.[5-9]$/.test(bom.specVersion ?? '') && `specification ${bom.specVersion}`,
    !/^urn:uuid:[0-9a-f-]{36}$/.test(bom.serialNumber ?? '') && 'no serial number',
    bom.metadata?.component?.name !== 'mizan' && 'it is about something else',
  ].filter(Boolean);
  const refs = new Set([bom.metadata?.component?.['bom-ref'], ...bom.components.map((one) => one['bom-ref'])]);
  const components = bom.components.flatMap((one) =>
    [
      !one.purl?.startsWith('pkg:npm/') && `${one.name} has no package address`,
      !(one.licenses?.length > 0) && `${one.name} has no licence`,
      !one.version && `${one.name} has no version`,
    ].filter(Boolean),
  );
  const dangling = bom.dependencies
    .flatMap(({ ref, dependsOn = [] }) => [ref, ...dependsOn])
    .filter((ref) => !refs.has(ref))
    .map((ref) => `${ref} is named and not there`);
  const listed = new Set(bom.components.map(({ name, group, version }) => `${group ? `${group}/` : ''}${name}@${version}`));
  const missing = Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && !entry.optional)
    .map(([path, entry]) => `${path.split('node_modules/').pop()}@${entry.version}`)
    .filter((name) => !listed.has(name))
    .map((name) => `${name} is in the lockfile only`);
  return [...form, ...components, ...dangling, ...missing];
}
