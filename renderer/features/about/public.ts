export { AboutSection } from './about-section.tsx';
export { aboutActions } from './actions.ts';
