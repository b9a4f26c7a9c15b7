import type { ReactNode } from 'react';
import { Link as AriaLink } from 'react-aria-components';
import { type ButtonSize, type ButtonVariant, buttonClass } from './button.tsx';

export type ButtonLinkProps = {
  readonly href: string;
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  readonly icon?: ReactNode;
  readonly isWide?: boolean;
  readonly children: ReactNode;
};

/** Looks like a button, goes somewhere. */
export function ButtonLink({ href, variant = 'secondary', size = 'md', icon, isWide = false, children }: ButtonLinkProps) {
  return (
    <AriaLink href={href} className={buttonClass(variant, size, isWide)}>
      {icon}
      <span>{children}</span>
    </AriaLink>
  );
}
