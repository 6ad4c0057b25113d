/** The end of bytes that no file has any more. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { Jobs } from '../../platform/jobs.js';
import { sqlArray } from '../../platform/sql-array.js';
import type { Storage } from '../../platform/storage/storage.js';

/** Job that takes bytes out of the store. */
const FORGET = 'files.forget';
/**
 * Taken shared by whoever counts on bytes that are in the store already, and alone by whoever removes them. Any number
 * that nothing else locks in the bank's database.
 */
export const FORGETTING = 7_061_012;

/** Contents by their digest, and the originals from which shown pictures were made. */
const MEANT = `c.sha256 = any(?::text[]) or c.cleaned_sha256 = any(?::text[])`;
const UNUSED = `not exists (select from stored_file f where f.sha256 = c.sha256 or f.sha256 = c.cleaned_sha256)`;

/**
 * Forgets contents that no file has any more, with all that was read out of them, in the transaction of the change
 * that took the last file away; their bytes go after it.
 */
export async function forgetContents(
  em: EntityManager,
  jobs: Jobs,
  digests: readonly string[],
): Promise<void> {
  const list = sqlArray(digests);
  // whoever is giving the same bytes to another file is waited for, and only then the files are looked at
  await em.execute(`select from file_content c where ${MEANT} order by c.sha256 for update`, [list, list]);
  const gone = await em.execute<{ sha256: string; thumbnail: string | null }[]>(
    `select c.sha256, c.thumbnail_sha256 as thumbnail from file_content c where (${MEANT}) and ${UNUSED}`,
    [list, list],
  );
  if (gone.length === 0) return;
  const contents = sqlArray(gone.map(({ sha256 }) => sha256));
  for (const table of ['file_passage', 'text_band', 'text_signature', 'search_embedding', 'file_content'])
    await em.execute(`delete from ${table} where sha256 = any(?::text[])`, [contents]);
  await em.execute(
    `update erased_file set bytes_gone = true, erased_at = now() where sha256 = any(?::text[]) and not bytes_gone`,
    [contents],
  );
  const objects = gone.flatMap(({ sha256, thumbnail }) => (thumbnail ? [sha256, thumbnail] : [sha256]));
  await jobs.send(FORGET, { objects }, { em });
}

/** Says how bytes are taken out of the store: never while somebody counts on them. */
export function defineForgetting(jobs: Jobs, pool: Pool, storage: Storage): void {
  jobs.define<{ objects: string[] }>(FORGET, { kept: 60 }, async ({ objects }) => {
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query('select pg_advisory_xact_lock($1)', [FORGETTING]);
      const { rows } = await client.query<{ object: string }>(
        `select object from unnest($1::text[]) as object where not exists (select from file_content c
           where object in (c.sha256, c.thumbnail_sha256, c.cleaned_sha256))`,
        [objects],
      );
      for (const { object } of rows) await storage.remove(object);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => {});
      throw error;
    } finally {
      client.release();
    }
  });
}
