export { categoryActions } from './actions.tsx';
export { CategoriesPage } from './categories-page.tsx';
export { CategoryIcon } from './category-icon.tsx';
export { CategoryLabel } from './category-label.tsx';
export { CategoryPicker } from './category-picker.tsx';
export { CategorySelect } from './category-select.tsx';
export { useCategoryName } from './category-tree.ts';
export { type Categories, useCategories } from './use-categories.ts';
