import { accountTables } from './account-tables.js';
import { authorTables } from './author-tables.js';
import { councilTables } from './council-tables.js';
import type { PersonalTable } from './personal-table.js';
import { readerTables } from './reader-tables.js';

/**
 * All that the bank holds of people, table by table: what they are given of it and what becomes of it when they leave
 * (152-FZ, art. 14 and 21). A test compares it with the database, so that no new column is forgotten.
 */
export const personalData: readonly PersonalTable[] = [
  ...accountTables,
  ...authorTables,
  ...readerTables,
  ...councilTables,
];
