import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHUNK_ROWS, chunksBetween, planChunks } from './list-chunks.ts';
import { DAY_HEIGHT, listGeometry, ROW_HEIGHT } from './list-geometry.ts';

const section = (count: number, key = `${count}`, ids: number[] | null = null) => ({ key, count, sums: [], pending: [], ids });
const counts = fc.array(fc.integer({ min: 1, max: 260 }), { minLength: 1, maxLength: 12 });

describe('where lines stand', () => {
  it('puts a header above the rows of each section', () => {
    const geometry = listGeometry([section(2), section(1)], () => true);
    expect(geometry.height).toBe(2 * DAY_HEIGHT + 3 * ROW_HEIGHT);
    expect(geometry.linesBetween(0, 1000)).toEqual([
      { type: 'header', section: 0, top: 0 },
      { type: 'row', section: 0, index: 0, top: 30 },
      { type: 'row', section: 0, index: 1, top: 70 },
      { type: 'header', section: 1, top: 110 },
      { type: 'row', section: 1, index: 2, top: 140 },
    ]);
    expect(geometry.linesBetween(75, 100).map((line) => line.top)).toEqual([70]);
  });

  it('gives the lines that are seen, at places that agree, whatever the sections', () => {
    fc.assert(
      fc.property(counts, fc.boolean(), fc.nat(), fc.integer({ min: 1, max: 900 }), (sizes, hasHeaders, at, viewport) => {
        const geometry = listGeometry(
          sizes.map((count) => section(count)),
          (i) => hasHeaders || i === 0,
        );
        const top = at % geometry.height;
        const all = geometry.linesBetween(0, geometry.height);
        const height = (line: { type: string }) => (line.type === 'header' ? DAY_HEIGHT : ROW_HEIGHT);
        const seen = all.filter((line) => line.top + height(line) > top && line.top < top + viewport);
        expect(geometry.linesBetween(top, top + viewport)).toEqual(seen);
        for (const line of seen) {
          if (line.type !== 'row') continue;
          expect(geometry.topOfRow(line.index)).toBe(line.top);
          expect(geometry.sectionOfRow(line.index)).toBe(line.section);
        }
      }),
    );
  });

  it('is nothing for no sections', () => {
    const geometry = listGeometry([], () => true);
    expect([geometry.height, geometry.rowCount, geometry.linesBetween(0, 100)]).toEqual([0, 0, []]);
  });
});

describe('chunks', () => {
  it('hold every row once, in order, and never many', () => {
    fc.assert(
      fc.property(counts, (sizes) => {
        const chunks = planChunks(sizes.map((count, i) => section(count, `s${i}`)));
        let next = 0;
        for (const chunk of chunks) {
          expect(chunk.start).toBe(next);
          expect(chunk.count).toBeGreaterThan(0);
          expect(chunk.count).toBeLessThanOrEqual(CHUNK_ROWS);
          next += chunk.count;
        }
        expect(next).toBe(sizes.reduce((sum, size) => sum + size, 0));
      }),
    );
  });

  it('begin at a section, or inside a long one, and keep their place when rows arrive in another', () => {
    const places = (first: number) => planChunks([section(first, 'a'), section(250, 'b'), section(3, 'c')]).map((chunk) => chunk.place);
    expect(places(40)).toEqual([
      { section: 'a', skip: 0 },
      { section: 'b', skip: 0 },
      { section: 'b', skip: 100 },
      { section: 'b', skip: 200 },
    ]);
    expect(places(41).slice(1)).toEqual(places(40).slice(1));
  });

  it('go by ids where every section names its rows', () => {
    expect(planChunks([section(2, 'a', [9, 8]), section(1, 'b', [7])])).toEqual([{ start: 0, count: 3, place: { ids: [9, 8, 7] } }]);
    expect(planChunks([section(2, 'a', [9, 8]), section(1, 'b')])[0]?.place).toEqual({ section: 'a', skip: 0 });
  });

  it('are found by the rows that are seen', () => {
    const chunks = planChunks([section(250, 'a'), section(120, 'b')]);
    expect(chunksBetween(chunks, 95, 105).map((chunk) => chunk.start)).toEqual([0, 100]);
    expect(chunksBetween(chunks, 369, 5000).map((chunk) => chunk.start)).toEqual([chunks.at(-1)?.start]);
    expect(chunksBetween([], 0, 10)).toEqual([]);
  });
});
