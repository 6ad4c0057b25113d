import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { MaterialReads } from '../material.reads.js';
import { BookmarkResolver } from './bookmark.resolver.js';
import { BookmarkService } from './bookmark.service.js';
import { CollectionReads } from './collection.reads.js';
import { CollectionResolver } from './collection.resolver.js';
import { CollectionService } from './collection.service.js';

/** What readers do with materials, in the API. */
export function readingResolvers(pool: Pool, orm: MikroORM, materials: MaterialReads): readonly object[] {
  return [
    new BookmarkResolver(new BookmarkService(pool, materials)),
    new CollectionResolver(new CollectionReads(pool, materials), new CollectionService(orm)),
  ];
}
