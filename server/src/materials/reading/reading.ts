import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { Jobs } from '../../platform/jobs.js';
import type { MaterialReads } from '../material.reads.js';
import { BookmarkResolver } from './bookmark.resolver.js';
import { BookmarkService } from './bookmark.service.js';
import { CollectionReads } from './collection.reads.js';
import { CollectionResolver } from './collection.resolver.js';
import { CollectionService } from './collection.service.js';
import { ComplaintReads } from './complaint.reads.js';
import { ComplaintResolver } from './complaint.resolver.js';
import { ComplaintService } from './complaint.service.js';
import { FollowResolver } from './follow.resolver.js';
import { FollowService } from './follow.service.js';
import { PostReads } from './post.reads.js';
import { CommentRightsResolver, PostResolver, UseReportRightsResolver } from './post.resolver.js';
import { PostService } from './post.service.js';
import { RatingResolver } from './rating.resolver.js';
import { RatingService } from './rating.service.js';

/** What readers do with materials, in the API. */
export function readingResolvers(pool: Pool, orm: MikroORM, materials: MaterialReads): readonly object[] {
  const posts = new PostReads(pool);
  return [
    new BookmarkResolver(new BookmarkService(pool, materials)),
    new CollectionResolver(new CollectionReads(pool, materials), new CollectionService(orm)),
    new PostResolver(posts, new PostService(orm, posts)),
    new UseReportRightsResolver(),
    new CommentRightsResolver(),
    new FollowResolver(new FollowService(pool)),
    new RatingResolver(new RatingService(pool)),
    new ComplaintResolver(new ComplaintReads(pool), new ComplaintService(orm, posts)),
  ];
}

/** Job that tells followers of what was published. */
export const TELL_FOLLOWERS = 'followers.tell';

/** Says how followers are told. */
export function defineReadingJobs(jobs: Jobs, pool: Pool): void {
  const follows = new FollowService(pool);
  jobs.define(TELL_FOLLOWERS, { cron: '*/5 * * * *' }, async () => {
    await follows.tellFollowers();
  });
}
