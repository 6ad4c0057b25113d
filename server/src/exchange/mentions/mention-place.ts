/** How the places are written in which people may be named by others. */
import type { LocalizedText } from '../../platform/localized.js';

/** A table with texts that people write as they like, and in which they may name somebody. */
export interface MentionPlace {
  readonly table: string;
  /** Its heading in a list of places. */
  readonly title: LocalizedText;
  /** The columns with such texts. */
  readonly columns: readonly string[];
  /** Address of a row on this site, without the language: SQL over `t`, the table; null where there is no page. */
  readonly path: string;
  /** Whether a row belongs to materials of a person, who may stand on them: SQL over `t` with one `?`, the person. */
  readonly own?: string;
  /** Who opens the address, where administrators do not. */
  readonly note?: LocalizedText;
}

/** Pages of the council. */
export const COUNCIL: LocalizedText = {
  ru: 'открывают секретарь и председатель совета',
  en: 'opened by the council’s secretary and chair',
};
/** What nobody else sees. */
export const OWNER: LocalizedText = { ru: 'видит только владелец', en: 'seen by its owner alone' };
export const NO_PAGE = 'null::text';

/** The page of a version, with a query where it is public and where it is not. */
const pageOf = (rest: string): string => `case
  when v.id = m.published_version_id then '/materials/' || m.slug
  when v.published_at is not null and m.slug is not null then '/materials/' || m.slug || '/versions/' || v.number
  else '/my/materials/' || m.id || '/preview' end${rest}`;

/** The page of the version that a column names. */
export const versionPage = (column: string): string =>
  `(select ${pageOf('')} from material_version v join material m on m.id = v.material_id where v.id = t.${column})`;

/** Whether the person stands on the title page of the version that a column names. */
export const ownVersion = (column: string): string =>
  `exists (select from contribution c where c.material_version_id = t.${column} and c.person_id = ?)`;

// a question mark in a statement stands for a value
const QUERY = 'chr(63)';

/** The page of a file with the bytes of a passage, opened at it; of several files a public one. */
export const PASSAGE_PAGE = `(select ${pageOf(` || ${QUERY} || 'file=' || f.id || coalesce('&page=' || t.page, '&slide=' || t.slide,
    '&second=' || floor(t.second), '')`)}
  from stored_file f join material_version v on v.id = f.material_version_id join material m on m.id = v.material_id
  where f.sha256 = t.sha256
  order by v.id = m.published_version_id desc nulls last, v.published_at desc nulls last limit 1)`;
export const OWN_PASSAGE = `exists (select from stored_file f join contribution c
  on c.material_version_id = f.material_version_id where f.sha256 = t.sha256 and c.person_id = ?)`;
