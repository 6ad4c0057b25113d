/** Where somebody is named in what others wrote. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { sqlArray } from '../../platform/sql-array.js';
import type { MentionPlace } from './mention-place.js';
import { mentionPlaces } from './mention-places.js';
import { nameForms } from './name-forms.js';

/** Most of one place. */
const MOST = 50;
/** Longest that one place is looked through, milliseconds: the texts of files of a large bank take their time. */
const PATIENCE = 15_000;

/** A text that names somebody. */
export interface Mention {
  readonly place: MentionPlace;
  /** Address without the language; null where there is no page. */
  readonly path: string | null;
  /** The text around the name. */
  readonly text: string;
  /** Which text it is, in the transaction that has found it. */
  readonly source: string;
}

/** What was found. */
export interface Mentions {
  readonly found: Mention[];
  /** Places that have more than is shown. */
  readonly more: MentionPlace[];
  /** Places that took too long, and were not looked through. */
  readonly unread: MentionPlace[];
}

/**
 * Looks through all texts of the bank, in the transaction of the caller.
 * @param name surname and given names, or given names alone
 * @param person whose own materials are left out: they stand on them by right; null for none
 * @param patience longest that one place may take, milliseconds
 */
export async function findMentions(
  em: EntityManager,
  name: string,
  person: string | null = null,
  patience = PATIENCE,
): Promise<Mentions> {
  const { part, words } = nameForms(name);
  // a statement that fails is written down by the database: the name is in none of those that take their time
  await em.execute(
    `select set_config('mentions.part', ?, true), set_config('mentions.first', ?, true),
       set_config('mentions.words', ?, true)`,
    [part, words[0]!, sqlArray(words)],
  );
  const mentions: Mentions = { found: [], more: [], unread: [] };
  for (const place of mentionPlaces) {
    const rows = await lookThrough(em, place, person, patience);
    if (!rows) mentions.unread.push(place);
    else if (rows.length > MOST) mentions.more.push(place);
    mentions.found.push(...(rows ?? []).slice(0, MOST).map((row) => ({ place, ...row })));
  }
  return mentions;
}

/** @returns undefined when it took too long */
async function lookThrough(
  em: EntityManager,
  place: MentionPlace,
  person: string | null,
  patience: number,
): Promise<Omit<Mention, 'place'>[] | undefined> {
  const { table, columns, path, own } = place;
  const others = own && person ? `and not (${own})` : '';
  const texts = columns.map((column) => `t."${column}"::text`).join(', ');
  try {
    // a savepoint: what takes too long spoils nothing else
    return await em.transactional(async (inside) => {
      await inside.execute(`select set_config('statement_timeout', ?, true)`, [String(patience)]);
      return inside.execute<Omit<Mention, 'place'>[]>(
        `select source, path, substr(value, greatest(1, at - ${BEFORE}), ${AROUND}) as text from (
           select t.ctid || '/' || x.n as source, ${path} as path, x.value, regexp_instr(x.value, ${setting('first')}, 1, 1, 0, 'i') as at
           from "${table}" t cross join lateral unnest(array[${texts}]) with ordinality as x (value, n)
           where x.value ~* ${setting('part')} and x.value ~* all (${setting('words')}::text[]) ${others} limit ${MOST + 1}) y`,
        others ? [person] : [],
      );
    });
  } catch (error) {
    if ((error as { code?: unknown }).code === '57014') return undefined;
    throw error;
  }
}

/** What is looked for, read once a statement. */
const setting = (name: string): string => `(select current_setting('mentions.${name}'))`;

/** Characters before the name, and in all. */
const BEFORE = 300;
const AROUND = 800;
