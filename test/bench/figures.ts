/** One measured figure. `ok` says whether `target` is met; a target of null is shown for comparison only. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly target: number | null;
  readonly ok: boolean;
};

export const atLeast = (name: string, value: number, unit: string, target: number): Figure => ({
  name,
  value,
  unit,
  target,
  ok: value >= target,
});
export const atMost = (name: string, value: number, unit: string, target: number): Figure => ({
  name,
  value,
  unit,
  target,
  ok: value <= target,
});
export const shown = (name: string, value: number, unit: string): Figure => ({ name, value, unit, target: null, ok: true });

export function printTable(figures: readonly Figure[]): void {
  for (const { name, value, unit, target, ok } of figures) {
    const aim = target === null ? '' : `  target ${target}  ${ok ? 'met' : 'MISSED'}`;
    process.stdout.write(`${name.padEnd(34)} ${String(Math.round(value * 10) / 10).padStart(12)} ${unit.padEnd(8)}${aim}\n`);
  }
}

/** With `--json` one array and nothing else; else a table under a line that says where it was measured. */
export function report(figures: readonly Figure[], isJson: boolean, machine: string): void {
  if (isJson) process.stdout.write(`${JSON.stringify(figures)}\n`);
  else {
    process.stdout.write(`${machine}\n\n`);
    printTable(figures);
  }
}
