import type { MikroORM } from '@mikro-orm/postgresql';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { Conflict } from '../../platform/errors.js';
import { inTransaction } from '../../platform/transaction.js';
import { Material } from '../material.entity.js';
import { dayAtPlace, PLACE } from './day-at.js';

/**
 * Asks for a check of each published material whose review date has passed in its territory, in Moscow without one.
 * @returns how many there were
 */
export async function outdate(orm: MikroORM): Promise<number> {
  const due = await orm.em
    .fork()
    .execute<{ id: string }[]>(
      `select m.id from material m ${PLACE} where m.status = 'PUBLISHED' and m.review_by < ${dayAtPlace('now()')}`,
    );
  let done = 0;
  for (const { id } of due) {
    try {
      await inTransaction(orm.em, async (em) => {
        const material = await em.findOneOrFail(Material, id);
        material.outdate();
        em.create(AuditEvent, {
          ...{ actor: 'system', action: 'material.outdated', subjectType: 'material', subjectId: id },
          data: { reviewBy: material.reviewBy },
        });
      });
      done += 1;
    } catch (error) {
      if (!(error instanceof Conflict)) throw error; // somebody was there first
    }
  }
  return done;
}
