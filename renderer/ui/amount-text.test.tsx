import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderPart } from '../../test/harness/fake-bridge-render.tsx';
import { AmountText } from './amount-text.tsx';

const sar = (minor: number) => ({ minor, currency: 'SAR' });

describe('AmountText', () => {
  it('writes money in with a plus and money out with a true minus', () => {
    renderPart(
      <>
        <AmountText money={sar(16_500_00)} signed />
        <AmountText money={sar(-117_50)} signed />
      </>,
    );
    expect([screen.getByText('+16,500.00').textContent, screen.getByText('−117.50').textContent]).toEqual(['+16,500.00', '−117.50']);
  });

  it('is a left-to-right island', () => {
    renderPart(<AmountText money={sar(-5)} />, { language: 'ar' });
    expect(screen.getByText('−0.05').closest('bdi')?.dir).toBe('ltr');
  });

  it('shows an unknown amount as a dash, never as zero', () => {
    const { container } = renderPart(<AmountText money={null} showCurrency />);
    expect(container.textContent).toBe('—Not known');
  });

  it('names the riyal sign SAR and puts it before the figures in both languages', () => {
    for (const language of ['en', 'ar'] as const) {
      const { container } = renderPart(<AmountText money={sar(87_645_45)} size="display" showCurrency />, { language });
      const figure = container.querySelector('bdi');
      expect(figure?.firstElementChild?.querySelector('[role="img"]')?.getAttribute('aria-label')).toBe('SAR');
      expect(figure?.textContent).toBe('87,645.45');
    }
  });

  it('writes the code of another currency without being asked', () => {
    const { container } = renderPart(<AmountText money={{ minor: 1_250_00, currency: 'USD' }} />);
    expect(container.textContent).toBe('USD1,250.00');
  });

  it('hides every figure behind the same five dots in privacy mode', () => {
    const texts = [1, 87_645_45, -3_412_80].map((minor) => {
      const { container } = renderPart(<AmountText money={sar(minor)} signed />, { privacyMode: true });
      return container.textContent;
    });
    expect(new Set(texts)).toEqual(new Set(['•••••Amount hidden']));
  });

  it('keeps Arabic digits in order: one piece for readers, an override for the eye', () => {
    const { container } = renderPart(<AmountText money={sar(1_234_50)} />, { language: 'ar', numerals: 'arab' });
    const drawn = container.querySelector('bdo');
    expect({ dir: drawn?.dir, drawn: drawn?.textContent, read: drawn?.previousElementSibling?.textContent }).toEqual({
      dir: 'ltr',
      drawn: '١٬٢٣٤٫٥٠',
      read: '١٬٢٣٤٫٥٠',
    });
  });
});
