/** How the list of personal data is written: one entry for each table that says something of a person. */
import type { LocalizedText } from '../../platform/localized.js';

/** What becomes of data when its person deletes the account. */
export enum DataFate {
  /** Deleted. */
  ERASED = 'ERASED',
  /** Stays for others, and nothing in it leads to the person any more. */
  ANONYMOUS = 'ANONYMOUS',
  /** Stays with the name, where the law wants it so. */
  KEPT = 'KEPT',
}

/** A table with data of people. */
export interface PersonalTable {
  readonly table: string;
  /** Its heading on the page; the Russian one is the name of its file in the export. */
  readonly title: LocalizedText;
  /** Which rows are a person's: SQL over `t`, the table, and `me` with `account`, `person` and `email`. */
  readonly rows: string;
  /** What the person is given: the Russian name of each column, with an expression where its own value says little. */
  readonly given: Readonly<Record<string, string | readonly [name: string, sql: string]>>;
  /** Columns that are not given, with the reason. */
  readonly withheld: Readonly<Record<string, string>>;
  readonly fate: DataFate;
  /** What exactly becomes of it, in words for the person; null where the fate says all. */
  readonly becomes: LocalizedText | null;
}

/** Columns by which rows find each other; their values are nothing to read. */
export const LINKS = 'связь между записями, имя вместо неё названо рядом';
/** Columns that only programs read. */
export const TECHNICAL = { id: 'внутренний номер', version: 'счётчик правок', updated_at: 'время правки' };

/** The title of the material that a column names. */
export const titleOf = (column: string): string =>
  `(select coalesce(nullif(v.title, ''), 'Без названия') from material m join material_version v
    on v.id = coalesce(m.published_version_id, m.draft_version_id) where m.id = t.${column})`;
/** The title and number of the version that a column names. */
export const versionOf = (column: string): string =>
  `(select coalesce(nullif(v.title, ''), 'Без названия') || ', версия ' || v.number
    from material_version v where v.id = t.${column})`;

/** Deleted without a trace. */
export const ERASED = { fate: DataFate.ERASED, becomes: null } as const;
