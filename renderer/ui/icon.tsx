import type { LucideIcon } from 'lucide-react';

export type IconProps = {
  readonly of: LucideIcon;
  readonly size?: 13 | 16 | 20 | 24 | 40;
  /** True for icons that point along the reading direction: they flip in RTL. */
  readonly points?: boolean;
};

/** A decorative icon; whatever it says must also be said in words. */
export function Icon({ of: Drawing, size = 16, points = false }: IconProps) {
  return <Drawing size={size} strokeWidth={1.5} absoluteStrokeWidth={size < 40} aria-hidden {...(points ? { 'data-points': true } : {})} />;
}
