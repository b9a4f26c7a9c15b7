import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prettyJson } from './pretty-json.ts';
import { rawItem } from './raw-item.ts';

describe('rawItem', () => {
  it.each([
    ['the array with as many items as were received', '{"gone":["x"],"items":[{"a":1},{"a":2}],"status":{"list":[1,2]}}', 2, 1, '{"a":2}'],
    ['a bare array', ' [ {"a":[1,{}]} , {"b":"],{"} ] ', 2, 1, '{"b":"],{"}'],
    ['an escaped quote before a bracket', '{"items":[{"t":"\\"]"},7]}', 2, 0, '{"t":"\\"]"}'],
    ['no array of that length', '{"items":[1]}', 2, 0, undefined],
    ['a place outside', '{"items":[1]}', 1, 3, undefined],
    ['an empty body', '', 1, 0, undefined],
    ['text that is no JSON', '<html>', 1, 0, undefined],
  ])('%s', (_what, body, itemCount, place, found) => {
    expect(rawItem(body, itemCount, place)).toBe(found);
  });

  it('cuts every item out of any page, and indenting it changes no value', () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1 }),
        fc.constantFrom(undefined, 1, '\t'),
        (items, indent) => {
          const body = JSON.stringify({ before: { list: items }, items, after: 'x' }, null, indent);
          items.forEach((item, place) => {
            const text = rawItem(body, items.length, place);
            expect(JSON.parse(text ?? 'null')).toEqual(JSON.parse(JSON.stringify(item)));
            expect(JSON.parse(prettyJson(text ?? 'null'))).toEqual(JSON.parse(JSON.stringify(item)));
            expect(prettyJson(text ?? '')).toBe(JSON.stringify(item, null, 2));
          });
        },
      ),
      { numRuns: 300 },
    );
  });
});
