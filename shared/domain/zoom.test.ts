import { expect, it } from 'vitest';
import { nextZoom, ZOOM_STEPS } from './zoom.ts';

it('zooms in steps and stops at both ends', () => {
  expect([nextZoom(100, 'in'), nextZoom(100, 'out'), nextZoom(200, 'in'), nextZoom(50, 'out'), nextZoom(175, 'reset')]).toEqual([
    110, 90, 200, 50, 100,
  ]);
});

it('finds its way back to the steps from anywhere', () => {
  expect([nextZoom(105, 'in'), nextZoom(105, 'out')]).toEqual([110, 100]);
  expect(ZOOM_STEPS.toSorted((a, b) => a - b)).toEqual([...ZOOM_STEPS]);
});
