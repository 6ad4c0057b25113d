import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type EntityManager, ref } from '@mikro-orm/postgresql';
import { MaterialCall } from '../../council/calls/call.entity.js';
import { Account } from '../../directory/account.entity.js';
import type { MaterialKind } from '../../materials/material-enums.js';
import { sqlArray } from '../../platform/sql-array.js';
import { dayIn, MOSCOW, TODAY } from '../../platform/time-zone.js';
import { Analyser } from '../../search/analysis/analyser.js';
import { analyseQuery } from '../../search/analysis/query.js';
import { Synonyms } from '../../search/analysis/synonyms.js';
import { Vocabulary } from '../../search/analysis/vocabulary.js';
import { tallyKey } from '../../search/gaps/search-tally.js';
import type { EducationLevel } from '../../vocabulary/education-level.js';
import { PriorityTheme } from '../../vocabulary/priority-theme.entity.js';
import { readSeed } from './vocabularies.js';

/** `seed/demand.json`: what readers looked for in vain, what they say they miss, and what the council asks for. */
interface DemandSeed {
  /** Of each query the visits of each week, the present one first; `found` where something was shown and not opened. */
  searches: { query: string; found: boolean; visits: number[] }[];
  requests: { text: string; kind?: MaterialKind; level?: EducationLevel; daysAgo: number }[];
  calls: CallSeed[];
}

interface CallSeed {
  theme: string;
  kinds: MaterialKind[];
  levels: EducationLevel[];
  text: string;
  openedDaysAgo: number;
  /** Days from the day of loading; below zero for a call that its day has closed. */
  openForDays: number;
  /** Titles of the materials that came in answer. */
  answers: string[];
}

const SECRETARY = 'sekretar@demo.example';
const DAY = 86_400_000;
const WEEK_DAYS = 7;

/**
 * Gives the demo bank readers who look for what it lacks, with days counted from today.
 * @returns whether it did: not in a bank where somebody has looked for something, or that has calls
 */
export async function loadDemoDemand(em: EntityManager, folder: string): Promise<boolean> {
  // a seed of somebody's own need not have any
  if (!existsSync(join(folder, 'demand.json')) || (await isKnown(em))) return false;
  const secretary = await em.findOne(Account, { email: SECRETARY });
  if (!secretary) return false;
  const { searches, requests, calls } = await readSeed<DemandSeed>('demand', folder);
  await em.transactional(async (tx) => {
    await writeSearches(tx, searches);
    for (const { text, kind = null, level = null, daysAgo } of requests)
      await tx.execute('insert into material_request (day, wish, kind, level) values (?, ?, ?, ?)', [
        ...[dayAgo(daysAgo), text, kind, level],
      ]);
    for (const call of calls) await openCall(tx, call, secretary);
  });
  return true;
}

async function isKnown(em: EntityManager): Promise<boolean> {
  const [row] = await em.execute<{ known: boolean }[]>(
    `select exists (select from search_query) or exists (select from material_request)
       or exists (select from material_call) as known`,
  );
  return row!.known;
}

async function writeSearches(em: EntityManager, searches: DemandSeed['searches']): Promise<void> {
  const analyser = await Analyser.load();
  const knowledge = { analyser, vocabulary: new Vocabulary(), synonyms: new Synonyms(analyser) };
  for (const [index, { query, found, visits }] of searches.entries()) {
    const terms = tallyKey(analyseQuery(query, knowledge, true));
    const days = visits.flatMap((count, week) =>
      // a few here, a few there: readers do not come by the clock
      Array.from({ length: count }, (_, n) => week * WEEK_DAYS + ((index * 3 + week + n * 2) % WEEK_DAYS)),
    );
    await em.execute(
      `with asked as (select ${TODAY} - ago as day, count(*)::int as count
         from unnest(?::int[]) as ago group by ago),
       kept as (insert into search_query (terms, query, times, first_at, last_at)
         select ?, ?, sum(count), min(day), max(day) from asked returning terms)
       insert into search_query_daily (terms, day, nothing, shown)
       select terms, day, case when ? then 0 else count end, case when ? then count else 0 end from asked, kept`,
      [sqlArray(days.map(String)), terms, query, found, found],
    );
  }
}

async function openCall(em: EntityManager, seed: CallSeed, openedBy: Account): Promise<void> {
  const { theme: slug, kinds, levels, text, openedDaysAgo, openForDays, answers } = seed;
  const theme = await em.findOneOrFail(PriorityTheme, { slug });
  const createdAt = new Date(Date.now() - openedDaysAgo * DAY);
  const call = em.create(MaterialCall, {
    ...{ theme: ref(theme), kinds, levels, text, until: dayAgo(-openForDays), openedBy: ref(openedBy) },
    ...{ createdAt, updatedAt: createdAt },
  });
  await em.flush();
  await em.execute(
    `insert into material_call_answer (material_id, call_id)
     select m.id, ?::uuid from material m join material_version v on v.id = m.draft_version_id where v.title = any(?)`,
    [call.id, sqlArray(answers)],
  );
}

const dayAgo = (days: number): string => dayIn(MOSCOW, new Date(Date.now() - days * DAY));
