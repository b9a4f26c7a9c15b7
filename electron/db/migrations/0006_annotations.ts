/** @file Frozen once merged: `migrate.test.ts` pins its digest. What a person adds to the ledger, own categories, and sums by category. */
export const annotations = `
-- Own two-level tree. What is built in has a key; the person may rename, hide and add. 0 = nothing is known of the row.
CREATE TABLE own_categories (
  id                INTEGER PRIMARY KEY,
  key               TEXT UNIQUE,
  parent_id         INTEGER REFERENCES own_categories (id),
  -- How its sums count: refunds lower an expense, 'transfer' is neither; NULL: by the sign of each row.
  flow              TEXT CHECK (flow IN ('income', 'expense', 'transfer')),
  name_ar           TEXT NOT NULL,
  name_en           TEXT NOT NULL,
  -- Place in the chart palette, kept for good.
  colour            INTEGER NOT NULL CHECK (colour BETWEEN 0 AND 7),
  icon              TEXT NOT NULL,
  sort_order        INTEGER NOT NULL,
  is_hidden         INTEGER NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1))
) STRICT;
CREATE INDEX own_categories_by_parent ON own_categories (parent_id);

INSERT INTO own_categories (id, key, parent_id, flow, name_en, name_ar, colour, icon, sort_order) VALUES
  (0, 'uncategorised', NULL, NULL, 'Uncategorised', 'غير مصنّف', 7, 'circle-help', 1100),
  (1, 'income', NULL, 'income', 'Income', 'الدخل', 1, 'trending-up', 100),
  (2, 'home', NULL, 'expense', 'Home', 'السكن', 0, 'house', 200),
  (3, 'food', NULL, 'expense', 'Food', 'الطعام', 2, 'utensils', 300),
  (4, 'shopping', NULL, 'expense', 'Shopping', 'التسوق', 3, 'shopping-bag', 400),
  (5, 'health', NULL, 'expense', 'Health', 'الصحة', 1, 'heart-pulse', 500),
  (6, 'transport', NULL, 'expense', 'Transport', 'المواصلات', 5, 'car', 600),
  (7, 'leisure', NULL, 'expense', 'Leisure', 'الترفيه', 4, 'ticket', 700),
  (8, 'family', NULL, 'expense', 'Family', 'العائلة', 6, 'users', 800),
  (9, 'finance', NULL, 'expense', 'Finance', 'الشؤون المالية', 7, 'landmark', 900),
  (10, 'transfers', NULL, 'transfer', 'Own transfers', 'التحويل بين حساباتي', 7, 'arrow-left-right', 1000),
  (101, 'salary', 1, 'income', 'Salary', 'الراتب', 1, 'briefcase', 101),
  (102, 'profit', 1, 'income', 'Profit and returns', 'الأرباح والعوائد', 1, 'sprout', 102),
  (103, 'money_received', 1, 'income', 'Money received', 'مبالغ واردة', 1, 'hand-coins', 103),
  (201, 'rent', 2, 'expense', 'Rent', 'الإيجار', 0, 'key-round', 201),
  (202, 'electricity', 2, 'expense', 'Electricity', 'الكهرباء', 0, 'zap', 202),
  (203, 'water', 2, 'expense', 'Water', 'المياه', 0, 'droplet', 203),
  (204, 'internet_phone', 2, 'expense', 'Internet and phone', 'الإنترنت والهاتف', 0, 'wifi', 204),
  (205, 'furnishing', 2, 'expense', 'Furniture and repairs', 'الأثاث والصيانة', 0, 'sofa', 205),
  (301, 'groceries', 3, 'expense', 'Groceries', 'البقالة', 2, 'shopping-basket', 301),
  (302, 'eating_out', 3, 'expense', 'Eating out', 'المطاعم', 2, 'utensils', 302),
  (303, 'coffee', 3, 'expense', 'Coffee', 'المقاهي', 2, 'coffee', 303),
  (401, 'clothing', 4, 'expense', 'Clothing', 'الملابس', 3, 'shirt', 401),
  (402, 'online_shopping', 4, 'expense', 'Online shopping', 'التسوق الإلكتروني', 3, 'package', 402),
  (403, 'refunds', 4, 'expense', 'Refunds', 'المبالغ المستردة', 3, 'undo-2', 403),
  (501, 'pharmacy', 5, 'expense', 'Pharmacy', 'الصيدلية', 1, 'pill', 501),
  (502, 'doctor', 5, 'expense', 'Doctor and clinic', 'الطبيب والعيادة', 1, 'stethoscope', 502),
  (601, 'fuel', 6, 'expense', 'Fuel', 'الوقود', 5, 'fuel', 601),
  (602, 'public_transport', 6, 'expense', 'Public transport and rides', 'النقل العام والتوصيل', 5, 'bus', 602),
  (603, 'car', 6, 'expense', 'Car costs', 'مصاريف السيارة', 5, 'wrench', 603),
  (701, 'subscriptions', 7, 'expense', 'Subscriptions', 'الاشتراكات', 4, 'repeat', 701),
  (702, 'travel', 7, 'expense', 'Travel', 'السفر', 4, 'plane', 702),
  (703, 'going_out', 7, 'expense', 'Going out', 'الفعاليات والنزهات', 4, 'ticket', 703),
  (801, 'education', 8, 'expense', 'Education', 'التعليم', 6, 'graduation-cap', 801),
  (802, 'household_help', 8, 'expense', 'Household help', 'العمالة المنزلية', 6, 'users', 802),
  (803, 'charity', 8, 'expense', 'Charity and zakat', 'الصدقة والزكاة', 6, 'hand-heart', 803),
  (804, 'gifts', 8, 'expense', 'Gifts', 'الهدايا', 6, 'gift', 804),
  (901, 'fees', 9, 'expense', 'Fees', 'الرسوم', 7, 'receipt', 901),
  (902, 'cash', 9, 'expense', 'Cash', 'النقد', 7, 'banknote', 902),
  (903, 'loans', 9, 'expense', 'Loans and instalments', 'القروض والأقساط', 7, 'hand-coins', 903),
  (904, 'money_sent', 9, 'expense', 'Money sent', 'حوالات صادرة', 7, 'send', 904),
  (1001, 'card_payment', 10, 'transfer', 'Card payment', 'سداد البطاقة', 7, 'credit-card', 1001);

-- Which own category a provider's stands for. A row is made when the provider's is first seen; the person's choice stays.
CREATE TABLE category_mappings (
  provider_id       TEXT PRIMARY KEY,
  category_id       INTEGER NOT NULL REFERENCES own_categories (id),
  is_chosen         INTEGER NOT NULL DEFAULT 0 CHECK (is_chosen IN (0, 1))
) STRICT, WITHOUT ROWID;

-- The first active one that fits decides; position 1 comes first.
CREATE TABLE category_rules (
  id                INTEGER PRIMARY KEY AUTOINCREMENT,
  position          INTEGER NOT NULL,
  is_active         INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  -- As typed; matched folded, anywhere in the bank's own words.
  text              TEXT NOT NULL,
  direction         TEXT NOT NULL CHECK (direction IN ('any', 'in', 'out')),
  -- Without sign; NULL = no bound.
  min_minor         INTEGER CHECK (min_minor >= 0),
  max_minor         INTEGER CHECK (max_minor >= 0),
  -- Bounds are in this currency; a rule with bounds fits no other.
  currency          TEXT,
  account_id        TEXT REFERENCES accounts (id) ON DELETE CASCADE,
  category_id       INTEGER NOT NULL REFERENCES own_categories (id),
  created_at        TEXT NOT NULL
) STRICT;

-- What the person said of a row; wins over bank, rules and recognised transfers, and outlives every re-sync. NULL = nothing said.
CREATE TABLE transaction_edits (
  transaction_id    INTEGER PRIMARY KEY,
  account_id        TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  title             TEXT,
  note              TEXT,
  category_id       INTEGER REFERENCES own_categories (id),
  is_reviewed       INTEGER CHECK (is_reviewed IN (0, 1)),
  edited_at         TEXT NOT NULL
) STRICT;
CREATE INDEX transaction_edits_by_account ON transaction_edits (account_id);

CREATE TABLE tags (
  id                INTEGER PRIMARY KEY,
  name              TEXT NOT NULL,
  folded            TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE transaction_tags (
  transaction_id    INTEGER NOT NULL,
  tag_id            INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  account_id        TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  PRIMARY KEY (transaction_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX transaction_tags_by_tag ON transaction_tags (tag_id, transaction_id);
CREATE INDEX transaction_tags_by_account ON transaction_tags (account_id);

-- Two rows that are one movement between own accounts: out at one, in at the other. A rejected pair is remembered, so that it is not found again.
CREATE TABLE transaction_links (
  id                INTEGER PRIMARY KEY AUTOINCREMENT,
  kind              TEXT NOT NULL CHECK (kind IN ('transfer')),
  out_id            INTEGER NOT NULL,
  in_id             INTEGER NOT NULL,
  out_account_id    TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  in_account_id     TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  -- What was sent and did not arrive, ≥ 0, in the currency of the sent row.
  fee_minor         INTEGER NOT NULL CHECK (fee_minor >= 0),
  state             TEXT NOT NULL CHECK (state IN ('found', 'confirmed', 'rejected')),
  made_at           TEXT NOT NULL,
  UNIQUE (out_id, in_id)
) STRICT;
CREATE UNIQUE INDEX transaction_links_one_out ON transaction_links (out_id) WHERE state <> 'rejected';
CREATE UNIQUE INDEX transaction_links_one_in ON transaction_links (in_id) WHERE state <> 'rejected';
CREATE INDEX transaction_links_by_out_account ON transaction_links (out_account_id);
CREATE INDEX transaction_links_by_in_account ON transaction_links (in_account_id);

CREATE TABLE saved_views (
  id                INTEGER PRIMARY KEY AUTOINCREMENT,
  name              TEXT NOT NULL,
  -- The list's address: filters, search and sort.
  address           TEXT NOT NULL,
  position          INTEGER NOT NULL
) STRICT;

-- What follows from the above, kept beside the row so that lists and filters need no joins.
ALTER TABLE transactions ADD COLUMN own_category INTEGER NOT NULL DEFAULT 0;
ALTER TABLE transactions ADD COLUMN rule_id INTEGER;
ALTER TABLE transactions ADD COLUMN is_reviewed INTEGER NOT NULL DEFAULT 0 CHECK (is_reviewed IN (0, 1));
-- Own title, note and tags, folded: found by search together with search_text.
ALTER TABLE transactions ADD COLUMN own_text TEXT NOT NULL DEFAULT '';

-- Booked rows of accounts that are not hidden, over all of them: months of any calendar are sums of days.
CREATE TABLE daily_category_totals (
  day_on            TEXT NOT NULL,
  currency          TEXT NOT NULL,
  category_id       INTEGER NOT NULL,
  in_minor          INTEGER NOT NULL,
  out_minor         INTEGER NOT NULL,
  count             INTEGER NOT NULL,
  PRIMARY KEY (day_on, currency, category_id)
) STRICT, WITHOUT ROWID;
`;
