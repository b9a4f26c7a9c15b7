/** Per cent, as browsers step them. */
export const ZOOM_STEPS = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200] as const;

export function nextZoom(current: number, step: 'in' | 'out' | 'reset'): number {
  if (step === 'reset') return 100;
  if (step === 'in') return ZOOM_STEPS.find((one) => one > current) ?? 200;
  return ZOOM_STEPS.findLast((one) => one < current) ?? 50;
}
