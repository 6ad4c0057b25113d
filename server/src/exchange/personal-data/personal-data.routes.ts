import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { contentDisposition } from '../../materials/content-disposition.js';
import type { Actor } from '../../platform/actor.js';
import type { Storage } from '../../platform/storage/storage.js';
import { dayIn, MOSCOW } from '../../platform/time-zone.js';
import { makePersonalArchive } from './personal-archive.js';
import { PersonalDataReads } from './personal-data.reads.js';

/** What the route stands on. */
export interface PersonalDataRoutesOptions {
  readonly pool: Pool;
  readonly storage: Storage;
  readonly publicUrl: string;
  /** Tells by the cookies who asks. */
  readonly authenticate: (cookies: string | undefined) => Promise<Actor>;
}

/** Adds `/my-data.zip`: everything that the bank holds of whoever asks, and of nobody else. */
export async function personalDataRoutes(
  app: FastifyInstance,
  { pool, storage, publicUrl, authenticate }: PersonalDataRoutesOptions,
): Promise<void> {
  const reads = new PersonalDataReads(pool);
  app.get(
    '/my-data.zip',
    { config: { rateLimit: { max: 10, timeWindow: '1 minute' } } },
    async (request, reply) => {
      reply.header('cache-control', 'private, no-store');
      const actor = await authenticate(request.headers.cookie);
      if (actor.kind === 'guest')
        return reply.redirect(`/sign-in?returnTo=${encodeURIComponent('/my/data')}`, 303);
      const now = new Date();
      const archive = await makePersonalArchive(actor, reads, storage, publicUrl, now);
      // who has a session of somebody else leaves a trace of the taking
      await pool.query(
        `insert into audit_event (id, at, actor, action, subject_type, subject_id, data)
         values ($1, now(), $2, 'account.data-taken', 'account', $3, '{}')`,
        [uuidv7(), actor.accountId, actor.accountId],
      );
      reply.raw.once('close', archive.abandon);
      return reply
        .type('application/zip')
        .header('content-length', archive.size)
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header(
          'content-disposition',
          contentDisposition('attachment', `Мои данные ${dayIn(MOSCOW, now)}.zip`),
        )
        .send(archive.stream);
    },
  );
}
