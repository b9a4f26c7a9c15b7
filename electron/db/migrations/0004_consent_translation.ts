/** @file Frozen once merged: `migrate.test.ts` pins its digest. */
export const consentTranslation = `
-- The consent card in the other language, made at the same moment from the same facts (JSON); NULL for grants made before.
ALTER TABLE consents ADD COLUMN text_translated TEXT;
`;
