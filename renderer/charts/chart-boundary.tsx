import { Component, type ReactNode } from 'react';

export type ChartBoundaryProps = { readonly fallback: ReactNode; readonly children: ReactNode };

/** A chart that cannot be drawn must not take the page with it: the table holds the same figures. */
export class ChartBoundary extends Component<ChartBoundaryProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? this.props.fallback : this.props.children;
  }
}
