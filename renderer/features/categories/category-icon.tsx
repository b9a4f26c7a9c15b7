import {
  ArrowLeftRight,
  Banknote,
  Briefcase,
  Bus,
  Car,
  CircleHelp,
  Coffee,
  CreditCard,
  Droplet,
  Fuel,
  Gift,
  GraduationCap,
  HandCoins,
  HandHeart,
  HeartPulse,
  House,
  KeyRound,
  Landmark,
  type LucideIcon,
  Package,
  Pill,
  Plane,
  Receipt,
  Repeat,
  Send,
  Shapes,
  Shirt,
  ShoppingBag,
  ShoppingBasket,
  Sofa,
  Sprout,
  Stethoscope,
  Ticket,
  TrendingUp,
  Undo2,
  Users,
  Utensils,
  Wifi,
  Wrench,
  Zap,
} from 'lucide-react';
import type { OwnCategory } from '../../../shared/contract/categories.ts';
import { chartColour } from '../../charts/palette.ts';
import { Icon, type IconProps } from '../../ui/icon.tsx';
import styles from './category-icon.module.css';

/** Symbols a category can have, by the names the store keeps. */
const ICONS: Readonly<Record<string, LucideIcon>> = {
  'arrow-left-right': ArrowLeftRight,
  banknote: Banknote,
  briefcase: Briefcase,
  bus: Bus,
  car: Car,
  'circle-help': CircleHelp,
  coffee: Coffee,
  'credit-card': CreditCard,
  droplet: Droplet,
  fuel: Fuel,
  gift: Gift,
  'graduation-cap': GraduationCap,
  'hand-coins': HandCoins,
  'hand-heart': HandHeart,
  'heart-pulse': HeartPulse,
  house: House,
  'key-round': KeyRound,
  landmark: Landmark,
  package: Package,
  pill: Pill,
  plane: Plane,
  receipt: Receipt,
  repeat: Repeat,
  send: Send,
  shirt: Shirt,
  'shopping-bag': ShoppingBag,
  'shopping-basket': ShoppingBasket,
  sofa: Sofa,
  sprout: Sprout,
  stethoscope: Stethoscope,
  ticket: Ticket,
  'trending-up': TrendingUp,
  'undo-2': Undo2,
  users: Users,
  utensils: Utensils,
  wifi: Wifi,
  wrench: Wrench,
  zap: Zap,
};

export type CategoryIconProps = { readonly category: Pick<OwnCategory, 'icon' | 'colour'>; readonly size?: IconProps['size'] };

/** A category's symbol in its colour; its name stands beside it. */
export function CategoryIcon({ category, size = 16 }: CategoryIconProps) {
  return (
    <span className={styles.icon} style={{ color: chartColour(category.colour) }}>
      <Icon of={ICONS[category.icon] ?? Shapes} size={size} />
    </span>
  );
}
