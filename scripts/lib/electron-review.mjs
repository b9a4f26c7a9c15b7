/** @file Whether the pinned Electron is looked after (S13). */
const DAY_MS = 86_400_000;
const WARN_DAYS = 60;
const FAIL_DAYS = 90;

/** @param review what scripts/electron-review.json holds @returns `{ problems, warnings }` */
export function judgeReview(review, pinned, nowMs) {
  const days = Math.floor((nowMs - Date.parse(review.reviewedOn)) / DAY_MS);
  const problems = [
    review.version !== pinned && `Electron ${pinned} is pinned, ${review.version} was reviewed`,
    !review.newestMajors.includes(Number(pinned.split('.')[0])) &&
      `Electron ${pinned} is none of the newest majors ${review.newestMajors.join(', ')}`,
    review.newestMajors.length !== 3 && 'three majors are kept up by the Electron project',
    days > FAIL_DAYS && `the last review of Electron is ${days} days old`,
  ].filter(Boolean);
  return {
    problems,
    warnings: days > WARN_DAYS && days <= FAIL_DAYS ? [`the last review of Electron is ${days} days old; due at ${WARN_DAYS}`] : [],
  };
}
