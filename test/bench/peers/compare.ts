/** @file Figures of a comparison: each program's answer, and ours beside the fastest of the others. */
import { type Figure, shown } from '../figures.ts';
import { type PeerResult, QUESTIONS } from './peers.ts';

const QUESTION_RATIO = 10;
/** Nobody notices less, so it counts as met whatever the others need. */
const UNNOTICED_MS = 2;

export function peerFigures(ours: PeerResult, peers: Readonly<Record<string, PeerResult>>): Figure[] {
  return QUESTIONS.flatMap((question) => {
    const own = ours.questions?.[question] ?? Number.NaN;
    const others = Object.entries(peers).map(([name, { questions }]) => ({ name, ms: questions?.[question] ?? Number.POSITIVE_INFINITY }));
    const ratio = Math.min(...others.map(({ ms }) => ms)) / own;
    return [
      shown(`${question}-mizan`, own, 'ms'),
      ...others.filter(({ ms }) => Number.isFinite(ms)).map(({ name, ms }) => shown(`${question}-${name}`, ms, 'ms')),
      { name: question, value: ratio, unit: '× fastest', target: QUESTION_RATIO, ok: ratio >= QUESTION_RATIO || own < UNNOTICED_MS },
    ];
  });
}
