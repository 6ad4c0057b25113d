import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import type { Jobs } from '../../platform/jobs.js';
import { sqlArray } from '../../platform/sql-array.js';
import type { Tombstones } from '../../platform/tombstones.js';
import { inTransaction } from '../../platform/transaction.js';
import { forgetMentionsOf, forgetOldMentions, noteMentions } from '../mentions/mentions-left.js';
import { eraseCouncilWork } from './erase-council-work.js';
import { eraseMaterials } from './erase-materials.js';
import { eraseTraces } from './erase-traces.js';
import type { ErasedPerson } from './erased-person.js';
import { DataFate } from './personal-table.js';
import { personalData } from './personal-data.js';

/** Tells somebody that the account is gone, when it still is not: afterwards nobody knows the address. */
export type Farewell = (email: string) => Promise<void>;

/** Erases people as the list of personal data says (152-FZ, art. 21). */
export class AccountErasure {
  constructor(
    private readonly orm: MikroORM,
    private readonly jobs: Jobs,
    private readonly tombstones: Tombstones,
  ) {}

  /** Erases all whose time to think better of it is over; each in a transaction of its own. */
  async eraseDue(farewell: Farewell): Promise<number> {
    const due = await this.orm.em.fork().execute<{ id: string; email: string }[]>(
      `select a.id, a.email from account_deletion d join account a on a.id = d.account_id
         where d.erase_after <= now() order by d.erase_after`,
    );
    await forgetOldMentions(this.orm.em.fork());
    for (const { id, email } of due) if (await this.#erase(id, true)) await farewell(email);
    return due.length;
  }

  /**
   * Erases again whoever a backup has brought back.
   * @returns how many there were
   */
  async eraseAgain(): Promise<number> {
    const em = this.orm.em.fork();
    const noted = await em.execute<{ id: string }[]>('select id from erased_account');
    await this.tombstones.add(noted.map(({ id }) => id));
    const back = await em.execute<{ id: string }[]>('select id from account where id = any(?::uuid[])', [
      sqlArray(await this.tombstones.all()),
    ]);
    for (const { id } of back) await this.#erase(id, false);
    return back.length;
  }

  /** @returns whether it was done: not for one who is gone, or has come back meanwhile */
  async #erase(account: string, asked: boolean): Promise<boolean> {
    const done = await inTransaction(this.orm.em, async (em) => {
      const me = await lock(em, account, asked);
      if (!me) return false;
      await eraseMaterials(em, this.jobs, me);
      await eraseCouncilWork(em, me);
      await eraseTraces(em, me);
      await eraseAccount(em, me);
      await forgetMentionsOf(em, me);
      const mentions = await noteMentions(em, me);
      await em.execute('insert into erased_account (id) values (?) on conflict do nothing', [account]);
      // the act of destruction that the order of the supervisor asks for (№ 179 of 28.10.2022)
      em.create(AuditEvent, {
        ...{ actor: 'system', action: 'account.erased', subjectType: 'account', subjectId: account },
        data: {
          reason: asked ? 'по просьбе владельца' : 'после восстановления из копии',
          categories: personalData
            .filter(({ fate }) => fate === DataFate.ERASED)
            .map(({ title }) => title.ru),
          // what others wrote is theirs: an administrator decides on it
          mentions,
        },
      });
      return true;
    });
    if (done) await this.tombstones.add([account]);
    return done;
  }
}

/** Nobody signs in, writes or asks for an end of it twice while it goes. */
async function lock(em: EntityManager, account: string, asked: boolean): Promise<ErasedPerson | undefined> {
  if (asked) {
    const [due] = await em.execute<unknown[]>(
      'select from account_deletion where account_id = ? and erase_after <= now() for update',
      [account],
    );
    if (!due) return undefined;
  }
  const [me] = await em.execute<ErasedPerson[]>(
    `select a.id as account, p.id as person, a.email, p.last_name as "lastName", p.first_name as "firstName",
       p.patronymic from account a join person p on p.id = a.person_id where a.id = ? for update`,
    [account],
  );
  return me;
}

/** All that goes with the account goes by its foreign keys. An author keeps the name that stands on the materials. */
async function eraseAccount(em: EntityManager, { account, person, email }: ErasedPerson): Promise<void> {
  for (const table of ['session', 'role_assignment', 'upload', 'idempotency_key'])
    await em.execute(`delete from ${table} where account_id = ?`, [account]);
  await em.execute(`delete from sign_in_ticket where position(lower(?) in lower(data::text)) > 0`, [email]);
  await em.execute('delete from account where id = ?', [account]);
  const named = `(exists (select from contribution c where c.person_id = p.id)
    or exists (select from certificate c where c.person_id = p.id)
    or exists (select from experience_address e where e.person_id = p.id))`;
  await em.execute(
    `delete from follow where kind = 'AUTHOR' and target_id = ? and not exists (
    select from person p where p.id = follow.target_id and ${named})`,
    [person],
  );
  await em.execute(`delete from person p where p.id = ? and not ${named}`, [person]);
  await em.execute('delete from person_subject where person_id = ?', [person]);
  await em.execute(
    `update person set position = null, organization_id = null, qualification = 'NONE', staff_groups = '{}',
       levels = '{}', bio = null, visibility = '{}', updated_at = now(), version = version + 1 where id = ?`,
    [person],
  );
}
