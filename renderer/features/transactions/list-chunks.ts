/**
 * @file Which rows are asked for together. A chunk begins at a section, or inside one that is long, and is found by its key: no chunk knows
 * how many rows come before it, so rows that arrive elsewhere in the list leave it as it is.
 */
import type { ListSection } from '../../../shared/contract/transactions.ts';

export const CHUNK_ROWS = 100;

export type ChunkPlace = { readonly section: string; readonly skip: number } | { readonly ids: readonly number[] };
export type Chunk = {
  /** Index of its first row in the list. */
  readonly start: number;
  readonly count: number;
  readonly place: ChunkPlace;
};

type Piece = { readonly section: ListSection; readonly from: number; readonly to: number };

/** Sections that name their rows are asked for by id; one that does not makes the whole chunk go by its key. */
function placeOf(pieces: readonly Piece[]): ChunkPlace {
  const [first] = pieces;
  const ids = pieces.flatMap(({ section, from, to }) => section.ids?.slice(from, to) ?? []);
  const count = pieces.reduce((sum, piece) => sum + piece.to - piece.from, 0);
  return ids.length === count ? { ids } : { section: first?.section.key ?? '', skip: first?.from ?? 0 };
}

export function planChunks(sections: readonly ListSection[]): Chunk[] {
  const chunks: Chunk[] = [];
  let pieces: Piece[] = [];
  let [start, count] = [0, 0];
  const flush = () => {
    if (count > 0) chunks.push({ start, count, place: placeOf(pieces) });
    start += count;
    count = 0;
    pieces = [];
  };
  for (const section of sections) {
    if (count + section.count > CHUNK_ROWS) flush();
    for (let from = 0; from < section.count; from += CHUNK_ROWS) {
      const to = Math.min(section.count, from + CHUNK_ROWS);
      pieces.push({ section, from, to });
      count += to - from;
      if (count >= CHUNK_ROWS) flush();
    }
  }
  flush();
  return chunks;
}

/** Chunks that hold any of these rows. */
export function chunksBetween(chunks: readonly Chunk[], firstRow: number, lastRow: number): Chunk[] {
  let [low, high] = [0, chunks.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    const chunk = chunks[middle];
    if (chunk && chunk.start + chunk.count <= firstRow) low = middle + 1;
    else high = middle;
  }
  const found: Chunk[] = [];
  for (let i = low; i < chunks.length; i += 1) {
    const chunk = chunks[i];
    if (!chunk || chunk.start > lastRow) break;
    found.push(chunk);
  }
  return found;
}
