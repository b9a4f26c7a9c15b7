import { render, screen } from '@testing-library/react';
import { type FunctionComponent, Suspense } from 'react';
import { describe, expect, it } from 'vitest';
import { lazyPart, loadFirstParts, loadParts } from './lazy-part.ts';

const Greeting = ({ name }: { readonly name: string }) => <p>Peace, {name}</p>;

describe('a part that is loaded later', () => {
  it('is loaded at its first showing', async () => {
    const Part = lazyPart(async () => Greeting);
    render(
      <Suspense fallback="waiting">
        <Part name="Noura" />
      </Suspense>,
    );
    expect(screen.getByText('waiting')).toBeTruthy();
    expect(await screen.findByText('Peace, Noura')).toBeTruthy();
  });

  it('is there at once when it was loaded before, also what another part brought', async () => {
    let Inner: FunctionComponent<{ name: string }> | undefined;
    const Part = lazyPart(async () => {
      Inner = lazyPart(async () => Greeting);
      return Greeting;
    });
    await loadParts();
    render(
      <Suspense fallback="waiting">
        <Part name="Noura" />
        {Inner && <Inner name="Faisal" />}
      </Suspense>,
    );
    expect(screen.queryByText('waiting')).toBeNull();
    expect(screen.getByText('Peace, Noura')).toBeTruthy();
    expect(screen.getByText('Peace, Faisal')).toBeTruthy();
  });

  it('is there at the first screen when it is part of it, also inside of another one; the rest is not waited for', async () => {
    let Inner: FunctionComponent<{ name: string }> | undefined;
    let isRestLoaded = false;
    const Part = lazyPart(
      async () => {
        Inner = lazyPart(async () => Greeting, { isFirst: true });
        return Greeting;
      },
      { isFirst: true },
    );
    lazyPart(async () => {
      isRestLoaded = true;
      return Greeting;
    });
    await loadFirstParts();
    render(
      <Suspense fallback="waiting">
        <Part name="Noura" />
        {Inner && <Inner name="Faisal" />}
      </Suspense>,
    );
    expect(screen.getByText('Peace, Noura')).toBeTruthy();
    expect(screen.getByText('Peace, Faisal')).toBeTruthy();
    expect(isRestLoaded).toBe(false);
  });

  it('may fail to load before, and is tried again when it is shown', async () => {
    let tries = 0;
    const Part = lazyPart(async () => {
      tries += 1;
      if (tries === 1) throw new Error('cut off');
      return Greeting;
    });
    await loadParts();
    render(
      <Suspense fallback="waiting">
        <Part name="Noura" />
      </Suspense>,
    );
    expect(await screen.findByText('Peace, Noura')).toBeTruthy();
  });
});
