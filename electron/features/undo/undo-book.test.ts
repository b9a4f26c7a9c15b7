import { expect, it } from 'vitest';
import { createUndoBook } from './undo-book.ts';

function aBook() {
  let last = 0;
  const said: string[] = [];
  const book = createUndoBook(() => `token-${++last}`);
  return { book, said, add: (what: string) => book.add(() => void said.push(what)) };
}
const refused = expect.objectContaining({ code: 'not_found' });

it('takes changes back newest first, each once', () => {
  const { book, said, add } = aBook();
  const [first, second] = [add('first'), add('second')];
  expect(() => book.run(first)).toThrow(refused);
  book.run(second);
  book.run(first);
  expect(said).toEqual(['second', 'first']);
  expect(() => book.run(first)).toThrow(refused);
});

it('keeps a change that could not be taken back, so that it can be tried again', () => {
  const { book, said } = aBook();
  let isFull = true;
  const token = book.add(() => {
    if (isFull) throw new Error('disk full');
    said.push('done');
  });
  expect(() => book.run(token)).toThrow('disk full');
  isFull = false;
  book.run(token);
  expect(said).toEqual(['done']);
});

it('forgets the oldest of more than fifty', () => {
  const { book, said, add } = aBook();
  const tokens = Array.from({ length: 51 }, (_, index) => add(String(index)));
  for (const token of tokens.slice(1).toReversed()) book.run(token);
  expect(said).toHaveLength(50);
  expect(() => book.run(tokens[0] ?? '')).toThrow(refused);
});
