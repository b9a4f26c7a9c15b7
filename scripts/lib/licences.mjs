/** @file Under which licences Mizan may use and ship the work of others (S38). */

/** May be shipped: no more is asked than to name the author. Fonts have a licence of their own. */
const SHIPPED = ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'CC0-1.0', 'OFL-1.1', 'Python-2.0'];
/** For tools that are never shipped. */
const TOOLS = [...SHIPPED, 'MPL-2.0', 'CC-BY-4.0', 'WTFPL'];

const words = (expression) => expression.replace(/[()]/g, ' ').trim();

/** `A AND B` wants both, `A OR B` one of them. */
export function isAllowed(expression, list) {
  return words(expression)
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((licence) => list.includes(licence.trim())));
}

export function licenceOf(manifest) {
  const { license, licenses } = manifest;
  if (typeof license === 'string') return license;
  if (license?.type) return license.type;
  return Array.isArray(licenses) ? licenses.map((one) => one.type ?? one).join(' OR ') : 'none';
}

/** @param packages list of `{ name, licence, isShipped }` @returns those under another licence than may be */
export const notAllowed = (packages) =>
  packages
    .filter(({ licence, isShipped }) => !isAllowed(licence, isShipped ? SHIPPED : TOOLS))
    .map(({ name, licence }) => `${name}: ${licence}`);

/** @returns paths of the packages that `names` pull in, found as Node finds them, in the lock's `packages`. */
export function closure(names, packages) {
  const found = new Set();
  const visit = (name, from) => {
    for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
      const path = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
      if (packages[path]) {
        if (found.has(path)) return;
        found.add(path);
        for (const next of Object.keys({ ...packages[path].dependencies, ...packages[path].optionalDependencies })) visit(next, path);
        return;
      }
      if (at === '') return;
    }
  };
  for (const name of names) visit(name, '');
  return found;
}
