import { act, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ExactTip } from './exact-tip.tsx';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function show(style: string, width: { readonly whole: number; readonly shown: number }) {
  render(
    <>
      <p data-testid="name">
        <bdi>A long name of a counterparty</bdi>
      </p>
      <ExactTip />
    </>,
  );
  const name = screen.getByTestId('name');
  name.setAttribute('style', style);
  Object.defineProperties(name, { scrollWidth: { value: width.whole }, clientWidth: { value: width.shown } });
  fireEvent.pointerOver(screen.getByText('A long name of a counterparty'));
  act(() => void vi.advanceTimersByTime(1000));
}

it('tells the whole of a name that ends in an ellipsis', () => {
  show('text-overflow: ellipsis; overflow: hidden', { whole: 240, shown: 100 });
  expect(screen.getByRole('tooltip').textContent).toBe('A long name of a counterparty');
  fireEvent.pointerOver(document.body);
  act(() => void vi.advanceTimersByTime(1000));
  expect(screen.queryByRole('tooltip')).toBeNull();
});

it.each([
  ['that has room', 'text-overflow: ellipsis; overflow: hidden', { whole: 100, shown: 100 }],
  ['that only scrolls', 'overflow: auto', { whole: 240, shown: 100 }],
])('says nothing of a name %s', (_, style, width) => {
  show(style, width);
  expect(screen.queryByRole('tooltip')).toBeNull();
});
