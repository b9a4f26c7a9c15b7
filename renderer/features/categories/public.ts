export { CategoryIcon } from './category-icon.tsx';
export { CategoryPicker } from './category-picker.tsx';
export { categoryQueries } from './queries.ts';
export { type Categories, useCategories } from './use-categories.ts';
