export { categoryActions } from './actions.tsx';
export { CategoriesPage } from './categories-page.tsx';
export { CategoryLabel } from './category-label.tsx';
export { CategorySelect } from './category-select.tsx';
export { useCategoryName } from './category-tree.ts';
