import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { renderPart } from '../../test/harness/fake-bridge-render.tsx';
import { ApiError } from '../lib/api-error.ts';
import { ErrorState } from './error-state.tsx';

it('names the cause, what it means for the data and the reference, and never the message', async () => {
  const onRetry = vi.fn();
  const { user } = renderPart(<ErrorState error={new ApiError({ code: 'disk_full', ref: 'K4-71' })} onRetry={onRetry} />);
  const alert = screen.getByRole('alert');
  expect(alert.textContent).toContain('The disk is full');
  expect(alert.textContent).toContain('Your data is safe.');
  expect(alert.textContent).toContain('Ref K4-71');
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(onRetry).toHaveBeenCalledOnce();
});

it('shows a bug of ours as one, without its words', () => {
  renderPart(<ErrorState error={new TypeError('x is not a function')} />);
  expect(screen.getByRole('alert').textContent).toContain('Something went wrong in Mizan');
  expect(screen.getByRole('alert').textContent).not.toContain('function');
});
