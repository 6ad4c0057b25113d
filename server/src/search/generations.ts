import type pg from 'pg';
import { ANALYSER_VERSION } from './analysis/analyser.js';

export type EngineName = 'POSTGRESQL' | 'MEILISEARCH';

/** One build of an engine's index. Which one is read is told by the database, so that all processes agree. */
export interface Generation {
  id: number;
  /** Name of the schema or the index: engine's version of the analysis and number of the build. */
  name: string;
  /** Counts the changes committed to it. */
  change: number;
}

const NAME = `format('search_v%s_%s', analyser, id) as name`;

/** The generation that readers use, or null before the first one of this analyser. */
export async function liveGeneration(
  db: pg.Pool | pg.ClientBase,
  engine: EngineName,
): Promise<Generation | null> {
  const { rows } = await db.query<{ id: number; name: string; change: string }>({
    name: 'search-live-generation',
    text: `select id, ${NAME}, change from search_generation
           where state = 'LIVE' and engine = $1 and analyser = $2`,
    values: [engine, ANALYSER_VERSION],
  });
  return rows[0] ? { ...rows[0], change: Number(rows[0].change) } : null;
}

/** Enters a new generation in the state BUILDING. */
export async function registerGeneration(client: pg.ClientBase, engine: EngineName): Promise<Generation> {
  const { rows } = await client.query<{ id: number; name: string }>(
    `insert into search_generation (engine, analyser, state) values ($1, $2, 'BUILDING') returning id, ${NAME}`,
    [engine, ANALYSER_VERSION],
  );
  return { ...rows[0]!, change: 0 };
}

/** Generations whose build was broken off. */
export async function abandonedGenerations(
  client: pg.ClientBase,
  engine: EngineName,
): Promise<{ id: number; name: string }[]> {
  const { rows } = await client.query<{ id: number; name: string }>(
    `select id, ${NAME} from search_generation where state = 'BUILDING' and engine = $1`,
    [engine],
  );
  return rows;
}

/**
 * Makes a generation the live one and the live one the previous one, and tells every process that answers may
 * have changed. Returns the generations that nobody needs any more.
 */
export async function retireGenerations(
  client: pg.ClientBase,
  engine: EngineName,
  live: number,
): Promise<{ id: number; name: string }[]> {
  const { rows } = await client.query<{ id: number; name: string }>(
    `select id, ${NAME} from search_generation where state = 'PREVIOUS' and engine = $1`,
    [engine],
  );
  await client.query(`update search_generation set state = 'PREVIOUS' where state = 'LIVE' and engine = $1`, [
    engine,
  ]);
  await client.query(`update search_generation set state = 'LIVE', promoted_at = now() where id = $1`, [
    live,
  ]);
  await announceChange(client);
  return rows;
}

/** Tells every process, with the commit, that answers remembered so far are stale. */
export async function announceChange(client: pg.Pool | pg.ClientBase): Promise<void> {
  await client.query(`select pg_notify('bank_changed', '')`);
}
