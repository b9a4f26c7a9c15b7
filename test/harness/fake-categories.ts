/** @file Enough of the built-in tree for pictures and component tests; ids, names, colours and order as the store makes them. */
import type { OwnCategory } from '../../shared/contract/categories.ts';

type Seed = readonly [id: number, parentId: number | null, en: string, ar: string, colour: number, icon: string];

const SEEDS: readonly Seed[] = [
  [1, null, 'Income', 'الدخل', 1, 'trending-up'],
  [101, 1, 'Salary', 'الراتب', 1, 'briefcase'],
  [102, 1, 'Profit and returns', 'الأرباح والعوائد', 1, 'sprout'],
  [103, 1, 'Money received', 'مبالغ واردة', 1, 'hand-coins'],
  [2, null, 'Home', 'السكن', 0, 'house'],
  [201, 2, 'Rent', 'الإيجار', 0, 'key-round'],
  [202, 2, 'Electricity', 'الكهرباء', 0, 'zap'],
  [204, 2, 'Internet and phone', 'الإنترنت والهاتف', 0, 'wifi'],
  [3, null, 'Food', 'الطعام', 2, 'utensils'],
  [301, 3, 'Groceries', 'البقالة', 2, 'shopping-basket'],
  [302, 3, 'Eating out', 'المطاعم', 2, 'utensils'],
  [303, 3, 'Coffee', 'المقاهي', 2, 'coffee'],
  [4, null, 'Shopping', 'التسوق', 3, 'shopping-bag'],
  [401, 4, 'Clothing', 'الملابس', 3, 'shirt'],
  [5, null, 'Health', 'الصحة', 1, 'heart-pulse'],
  [501, 5, 'Pharmacy', 'الصيدلية', 1, 'pill'],
  [6, null, 'Transport', 'المواصلات', 5, 'car'],
  [601, 6, 'Fuel', 'الوقود', 5, 'fuel'],
  [8, null, 'Family', 'العائلة', 6, 'users'],
  [801, 8, 'Education', 'التعليم', 6, 'graduation-cap'],
  [10, null, 'Own transfers', 'التحويل بين حساباتي', 7, 'arrow-left-right'],
  [0, null, 'Uncategorised', 'غير مصنّف', 7, 'circle-help'],
];

function flowOf(id: number, parentId: number | null): OwnCategory['flow'] {
  const root = parentId ?? id;
  if (root === 0) return null;
  return root === 1 ? 'income' : root === 10 ? 'transfer' : 'expense';
}

export const fakeCategories: readonly OwnCategory[] = SEEDS.map(([id, parentId, nameEn, nameAr, colour, icon]) => ({
  id,
  key: `key-${id}`,
  parentId,
  flow: flowOf(id, parentId),
  nameAr,
  nameEn,
  colour,
  icon,
  isHidden: false,
}));
