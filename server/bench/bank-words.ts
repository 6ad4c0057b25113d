/** What a bank holds to ask about, read once; the same bank gives the same questions. */
import type pg from 'pg';

/** Things of a bank that visitors ask for. */
export interface BankWords {
  /** Slugs of materials, shuffled. */
  readonly slugs: readonly string[];
  readonly titles: readonly { slug: string; title: string }[];
  /** Neighbouring words of titles and annotations, one to three. */
  readonly phrases: readonly string[];
  /** Beginnings of surnames and of words of titles, three to six letters. */
  readonly beginnings: readonly string[];
  readonly surnames: readonly string[];
  readonly kinds: readonly string[];
  readonly themes: readonly string[];
  readonly levels: readonly string[];
  readonly materials: number;
}

const SAMPLE = 3000;
const WORD = /[\p{L}]{4,}/gu;

/** Reads the words of a bank. */
export async function readBankWords(db: pg.Client): Promise<BankWords> {
  const list = async (statement: string): Promise<string[]> =>
    (await db.query<{ value: string }>(statement)).rows.map(({ value }) => value);
  const { rows } = await db.query<{ slug: string; title: string; annotation: string }>(
    `select m.slug, v.title, v.annotation from material m join material_version v on v.id = m.published_version_id
     where m.status in ('PUBLISHED', 'OUTDATED') order by md5(m.slug) limit $1`,
    [SAMPLE],
  );
  const surnames = await list(
    `select distinct last_name as value from person p where exists (select from contribution c
       join material m on m.published_version_id = c.material_version_id
       where c.person_id = p.id and m.status in ('PUBLISHED', 'OUTDATED')) order by 1`,
  );
  const pick = generator(1);
  const ofTitles = rows.flatMap(({ title }) => title.match(WORD) ?? []);
  return {
    slugs: rows.map(({ slug }) => slug),
    titles: rows.map(({ slug, title }) => ({ slug, title })),
    phrases: rows.map(({ title, annotation }, at) => {
      const words = (at % 2 ? annotation : title).match(WORD) ?? [title];
      const start = Math.floor(pick() * words.length);
      return words.slice(start, start + 1 + Math.floor(pick() * 3)).join(' ');
    }),
    beginnings: [...surnames, ...ofTitles].map((word) => word.slice(0, 3 + Math.floor(pick() * 4))),
    surnames,
    kinds: await list(`select kind as value from material group by 1 order by count(*) desc, 1`),
    themes: await list(`select slug as value from priority_theme where status = 'ACTIVE' order by position`),
    levels: await list(`select distinct unnest(levels) as value from material_version order by 1`),
    materials: Number((await list(`select count(*) as value from material`))[0]),
  };
}

/** Numbers from 0 to 1 that look random and are the same in each run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

/** The n-th of a list that goes round. */
export function nth<T>(list: readonly T[], n: number): T {
  return list[n % list.length]!;
}
