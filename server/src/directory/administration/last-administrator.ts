import type { EntityManager } from '@mikro-orm/postgresql';
import { Conflict } from '../../platform/errors.js';
import { IN_FORCE } from '../directory.sql.js';
import { Role } from '../role.js';

/** Any number that nothing else locks in the bank's database. */
const ADMINISTRATORS = 7_061_011;

/**
 * Makes sure, after a change within its transaction, that somebody can still administer the bank. Such changes take
 * turns: two administrators who take each other's rights away at once would otherwise both succeed.
 * @throws Conflict when nobody could sign in as an administrator any more
 */
export async function keepAdministrator(em: EntityManager): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(?)', [ADMINISTRATORS]);
  const left = await em.execute<unknown[]>(
    `select from role_assignment r join account a on a.id = r.account_id
     where r.role = ? and r.scope = 'GLOBAL' and ${IN_FORCE}
       and a.blocked_at is null and a.email_confirmed_at is not null
       and not exists (select from account_deletion d where d.account_id = a.id) limit 1`,
    [Role.ADMIN],
  );
  if (left.length === 0)
    throw new Conflict({
      ru: 'Это последний администратор банка. Сначала назначьте другого.',
      en: 'This is the last administrator of the bank. Appoint another one first.',
    });
}
