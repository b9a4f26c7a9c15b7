import type { YAxisTickContentProps } from 'recharts';

export type ValueLabelProps = YAxisTickContentProps & {
  readonly write: (minor: number) => string;
  /** The whole amount; undefined where the label says it already. */
  readonly writeExact: (minor: number) => string | undefined;
};

/** `75k`, and the whole amount on hover: axes are the one place where figures are shortened. */
export function ValueLabel({ x, y, textAnchor, payload, write, writeExact }: ValueLabelProps) {
  const minor = Number(payload.value); // the axis' own ticks
  const exact = writeExact(minor);
  return (
    <text className="recharts-text" x={x} y={y} dy="0.355em" textAnchor={textAnchor} {...(exact !== undefined && { 'data-exact': exact })}>
      {write(minor)}
    </text>
  );
}
