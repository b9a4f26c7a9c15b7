/** @file Reads what Stryker found: how many changes of a module its tests noticed (R31). */
const NOTICED = ['Killed', 'Timeout'];
const MISSED = ['Survived', 'NoCoverage'];

/** @returns `{ noticed, missed: [{ file, line, what, to }] }` */
export function readReport(text) {
  const report = JSON.parse(text);
  const mutants = Object.entries(report.files).flatMap(([file, { mutants: found }]) => found.map((mutant) => ({ file, ...mutant })));
  return {
    noticed: mutants.filter(({ status }) => NOTICED.includes(status)).length,
    missed: mutants
      .filter(({ status }) => MISSED.includes(status))
      .map(({ file, location, mutatorName, replacement }) => ({
        file,
        line: location.start.line,
        what: mutatorName,
        to: replacement ?? '',
      })),
  };
}

/** Per cent; a module without a change in it was not judged. */
export const scoreOf = ({ noticed, missed }) => (noticed + missed.length === 0 ? 0 : (100 * noticed) / (noticed + missed.length));

/**
 * What was missed is judged anew each time: Stryker does not see that a new test reaches a change in what runs at import.
 * @returns the text of an incremental file without it
 */
export function forgetMissed(text) {
  const known = JSON.parse(text);
  for (const file of Object.values(known.files)) file.mutants = file.mutants.filter(({ status }) => NOTICED.includes(status));
  return JSON.stringify(known);
}
