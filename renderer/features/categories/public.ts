export { CategoryIcon } from './category-icon.tsx';
export { CategoryPicker } from './category-picker.tsx';
export { type Categories, useCategories } from './use-categories.ts';
