import type { EntityManager } from '@mikro-orm/postgresql';
import type { Storage } from '../../platform/storage/storage.js';
import { FORGETTING } from './forget-contents.js';

/** Bytes that were in the store a moment ago are forgotten; whoever has them brings them in once more. */
export class BytesForgotten extends Error {
  constructor() {
    super('the bytes were forgotten meanwhile');
  }
}

/**
 * Relies on bytes of the store until the transaction ends: nobody removes them before, and afterwards its rows keep them.
 * @throws BytesForgotten
 */
export async function relyOn(em: EntityManager, storage: Storage, objects: readonly string[]): Promise<void> {
  await em.execute('select pg_advisory_xact_lock_shared(?)', [FORGETTING]);
  for (const object of objects) if (!(await storage.exists(object))) throw new BytesForgotten();
}

/**
 * Keeps a content until the transaction ends. Whoever is forgetting it is waited for.
 * @throws BytesForgotten when it is gone
 */
export async function holdContent(em: EntityManager, sha256: string): Promise<void> {
  const known = await em.execute<object[]>('select from file_content where sha256 = ? for key share', [
    sha256,
  ]);
  if (known.length === 0) throw new BytesForgotten();
}
