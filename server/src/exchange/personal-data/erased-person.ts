import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 as uuidv7 } from 'uuid';

/** Whose data are erased. */
export interface ErasedPerson {
  readonly account: string;
  readonly person: string;
  readonly email: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly patronymic: string | null;
}

/** The name of whoever is no more. */
export const NOBODY = 'Пользователь удалён';

/**
 * Makes an account that stands for somebody erased: nobody signs in with it, and since each is made for one purpose
 * nothing done under it leads to the name or to what else the same person did.
 */
export async function makeStandIn(em: EntityManager): Promise<string> {
  const [account, person] = [uuidv7(), uuidv7()];
  await em.execute(
    `insert into person (id, created_at, updated_at, slug, last_name, first_name, staff_groups, levels, visibility)
     values (?, now(), now(), ?, ?, '', '{}', '{}', '{}')`,
    [person, `erased-${person}`, NOBODY],
  );
  await em.execute(
    `insert into account (id, created_at, updated_at, email, person_id, blocked_at, erased_at)
     values (?, now(), now(), ?, ?, now(), now())`,
    [account, `erased-${account}`, person],
  );
  return account;
}
