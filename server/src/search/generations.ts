import type pg from 'pg';

export type EngineName = 'POSTGRESQL' | 'MEILISEARCH';

/** Whose index it is: programs whose analysers differ do not read each other's, and may run at once. */
export interface IndexOwner {
  readonly engine: EngineName;
  /** Version of the analysis. */
  readonly analyser: number;
}

/** One build of an owner's index. Which one is read is told by the database, so that all processes agree. */
export interface Generation {
  id: number;
  /** Name of the schema or the index: version of the analysis and number of the build. */
  name: string;
  /** Counts the changes committed to it. */
  change: number;
}

/** A generation to be thrown away. */
export type OldGeneration = Pick<Generation, 'id' | 'name'>;

/** An index of another version that no process has used for so long is nobody's any more. */
const UNUSED = '15 minutes';
const NAME = `format('search_v%s_%s', analyser, id) as name`;

/** The generation that readers use, or null before the first one. */
export async function liveGeneration(
  db: pg.Pool | pg.ClientBase,
  { engine, analyser }: IndexOwner,
): Promise<Generation | null> {
  const { rows } = await db.query<{ id: number; name: string; change: string }>({
    name: 'search-live-generation',
    text: `select id, ${NAME}, change from search_generation
           where state = 'LIVE' and engine = $1 and analyser = $2`,
    values: [engine, analyser],
  });
  return rows[0] ? { ...rows[0], change: Number(rows[0].change) } : null;
}

/** Enters a new generation in the state BUILDING. */
export async function registerGeneration(
  client: pg.ClientBase,
  { engine, analyser }: IndexOwner,
): Promise<Generation> {
  const { rows } = await client.query<OldGeneration>(
    `insert into search_generation (engine, analyser, state) values ($1, $2, 'BUILDING') returning id, ${NAME}`,
    [engine, analyser],
  );
  return { ...rows[0]!, change: 0 };
}

/** Generations of an engine whose build was broken off; the caller holds the lock of builds. */
export async function abandonedGenerations(
  client: pg.ClientBase,
  engine: EngineName,
): Promise<OldGeneration[]> {
  const { rows } = await client.query<OldGeneration>(
    `select id, ${NAME} from search_generation where state = 'BUILDING' and engine = $1`,
    [engine],
  );
  return rows;
}

/** Tells that a process reads the live generation. False where there is none any more. */
export async function useGeneration(pool: pg.Pool, { engine, analyser }: IndexOwner): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update search_generation set used_at = now() where state = 'LIVE' and engine = $1 and analyser = $2`,
    [engine, analyser],
  );
  return rowCount === 1;
}

/** Generations of other versions of the analysis that no process reads any more. */
export async function unusedGenerations(
  client: pg.ClientBase,
  { engine, analyser }: IndexOwner,
): Promise<OldGeneration[]> {
  const { rows } = await client.query<OldGeneration>(
    `select id, ${NAME} from search_generation g
     where engine = $1 and analyser <> $2 and state <> 'BUILDING' and not exists (
       select from search_generation used where used.engine = g.engine and used.analyser = g.analyser
         and used.state <> 'PREVIOUS' and used.used_at > now() - interval '${UNUSED}')`,
    [engine, analyser],
  );
  return rows;
}

/**
 * Makes a generation the live one of its owner and the live one the previous one, and tells every process that
 * answers may have changed. Returns the generations that nobody needs any more.
 */
export async function retireGenerations(
  client: pg.ClientBase,
  { engine, analyser }: IndexOwner,
  live: number,
): Promise<OldGeneration[]> {
  const { rows } = await client.query<OldGeneration>(
    `select id, ${NAME} from search_generation where state = 'PREVIOUS' and engine = $1 and analyser = $2`,
    [engine, analyser],
  );
  await client.query(
    `update search_generation set state = 'PREVIOUS' where state = 'LIVE' and engine = $1 and analyser = $2`,
    [engine, analyser],
  );
  await client.query(
    `update search_generation set state = 'LIVE', promoted_at = now(), used_at = now() where id = $1`,
    [live],
  );
  await announceChange(client);
  return rows;
}

/** Tells every process, with the commit, that answers remembered so far are stale. */
export async function announceChange(client: pg.Pool | pg.ClientBase): Promise<void> {
  await client.query(`select pg_notify('bank_changed', '')`);
}
