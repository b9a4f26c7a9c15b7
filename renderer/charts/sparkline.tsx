import styles from './sparkline.module.css';

const WIDTH = 72;
const HEIGHT = 20;
const PADDING = 2.5;

export type SparklineProps = { readonly points: readonly number[] };

/** The shape of an account's last days. A decoration: the balance beside it says the figure. */
export function Sparkline({ points }: SparklineProps) {
  const last = points.at(-1);
  if (last === undefined || points.length < 2) return <span className={styles.empty} aria-hidden="true" />;
  const scale = verticalScale(points);
  const step = (WIDTH - 2 * PADDING) / (points.length - 1);
  const line = points.map((value, index) => `${round(PADDING + index * step)},${round(scale(value))}`).join(' ');
  return (
    <svg className={styles.sparkline} width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <polyline points={line} />
      <circle cx={WIDTH - PADDING} cy={round(scale(last))} r={2} />
    </svg>
  );
}

function verticalScale(points: readonly number[]): (value: number) => number {
  const low = Math.min(...points);
  const high = Math.max(...points);
  if (low === high) return () => HEIGHT / 2;
  return (value) => HEIGHT - PADDING - ((value - low) / (high - low)) * (HEIGHT - 2 * PADDING);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
