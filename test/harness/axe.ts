import axe from 'axe-core';

/** Rules an element breaks, with the elements; colours are measured where there are pixels, not here. */
export async function axeProblems(container: Element): Promise<string[]> {
  const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
  return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 200)}`));
}
