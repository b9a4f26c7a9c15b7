/** @file What the lockfile and the list of dependencies must be (S37, S38). Each function returns what is wrong. */

/** Entries of other platforms were added without integrity: docs/decisions/0003, until the lock is remade against the full registry. */
const isOfOtherPlatform = (entry) => entry.optional && (entry.os || entry.cpu);

export function lockFindings(lock, allowed) {
  return Object.entries(lock.packages)
    .filter(([path]) => path !== '')
    .flatMap(([path, entry]) => {
      const name = entry.name ?? path.split('node_modules/').pop();
      return [
        entry.resolved && `package-lock.json: ${name} names a registry address`,
        (entry.link || /^(git|http|file)/.test(entry.version ?? '')) && `package-lock.json: ${name} does not come from the registry`,
        !entry.integrity && !isOfOtherPlatform(entry) && !entry.inBundle && `package-lock.json: ${name} has no integrity hash`,
        entry.hasInstallScript && !(name in allowed) && `package.json: ${name} has an install script but no allowScripts entry`,
      ].filter(Boolean);
    });
}

/** Whatever else is used is bundled by the build. */
const EXTERNAL = ['better-sqlite3', 'keytar'];

export function dependencyFindings({ dependencies, devDependencies }) {
  const unpinned = Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, version]) => !/^(npm:[@\w/-]+@)?\d+\.\d+\.\d+$/.test(version))
    .map(([name]) => `package.json: ${name} is not pinned exactly`);
  if (Object.keys(dependencies).sort().join() === EXTERNAL.join()) return unpinned;
  return [...unpinned, `package.json: dependencies may be ${EXTERNAL.join(' and ')} only; everything else is bundled`];
}
