/** Steps of a chart's keys. Arrows follow the picture: in a mirrored chart the left arrow goes forward in time. */
export function keyStep(key: string, isRtl: boolean, page: number): number | undefined {
  const forward = isRtl ? -1 : 1;
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: forward,
    ArrowLeft: -forward,
    ArrowUp: 1,
    ArrowDown: -1,
    PageUp: page,
    PageDown: -page,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  };
  return steps[key];
}
