/**
 * @file Geometry shared by the drawing and the layer that reads points. Both must agree, because the marker and the
 * reading layer are HTML over the drawing: moving the pointer then redraws two elements, not the chart.
 */
export const PLOT_HEIGHT = 196;
export const PLOT_TOP = 8;
export const PLOT_BOTTOM = 24;
export const VALUE_AXIS = 56;
export const PLOT_START = 4;
