export { CategoriesPage } from './categories-page.tsx';
export { CategoryLabel } from './category-label.tsx';
export { CategoryMark } from './category-mark.tsx';
export { CategorySelect } from './category-select.tsx';
export { UNCATEGORISED, useCategoryName } from './category-tree.ts';
export { categoryQueries } from './queries.ts';
