import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Member } from '../../platform/actor.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { Conflict, NotFound } from '../../platform/errors.js';
import type { Locale } from '../../platform/localized.js';
import { inTransaction } from '../../platform/transaction.js';
import { Account } from '../account.entity.js';
import type { Letters } from '../accounts/letters.js';
import type { PasswordCheck } from '../accounts/password-check.js';
import { factorLetter } from '../factors/factor-letters.js';
import { normalEmail } from '../sign-in.service.js';
import type { OutsidePerson } from './oidc-provider.js';
import type { OutsideIdentity } from './outside.type.js';

/** A person of the service for whose address it vouches. */
export type VouchedPerson = OutsidePerson & { readonly email: string };

/** The links of accounts to the outside service. */
export class OutsideLinksService {
  constructor(
    private readonly orm: MikroORM,
    private readonly pool: Pool,
    private readonly passwords: PasswordCheck,
    private readonly letters: Letters,
    /** The service; undefined where the deployment names none. */
    private readonly issuer: string | undefined,
    private readonly publicUrl: string,
  ) {}

  /** The account that is linked to a person of the service, and whether it may be entered. */
  async linkedTo({ issuer, subject }: OutsidePerson) {
    const { rows } = await this.pool.query<{ accountId: string; open: boolean }>(
      `select a.id as "accountId", a.blocked_at is null and a.email_confirmed_at is not null as open
       from outside_identity i join account a on a.id = i.account_id where i.issuer = $1 and i.subject = $2`,
      [issuer, subject],
    );
    return rows[0];
  }

  /**
   * Links the account of a member to a person of the service who has the same address there.
   * @throws Conflict
   */
  async linkMember(accountId: string, person: OutsidePerson, locale: Locale): Promise<void> {
    await inTransaction(this.orm.em, async (em) => {
      const { email } = await em.findOneOrFail(Account, accountId);
      if (!person.email || normalEmail(person.email) !== email) throw new Conflict(OTHER_ADDRESS);
      await this.keepLink(em, accountId, { ...person, email }, locale);
    });
  }

  /** Links an account. @throws Conflict where either is linked already */
  async link(accountId: string, person: VouchedPerson, locale: Locale): Promise<void> {
    await inTransaction(this.orm.em, (em) => this.keepLink(em, accountId, person, locale));
  }

  /** As `link`, in the transaction of a manager. @throws Conflict where either is linked already */
  async keepLink(
    em: EntityManager,
    accountId: string,
    { issuer, subject, email }: VouchedPerson,
    locale: Locale,
  ): Promise<void> {
    const made = await em.execute<object[]>(
      `insert into outside_identity (id, account_id, issuer, subject, email) values (?, ?, ?, ?, ?)
       on conflict do nothing returning id`,
      [uuidv7(), accountId, issuer, subject, email],
    );
    if (made.length === 0) throw new Conflict(LINKED_ALREADY);
    await this.#tell(em, accountId, 'linked', locale);
  }

  /** The link of a member. */
  async ofMember({ accountId }: Member): Promise<OutsideIdentity | null> {
    if (!this.issuer) return null;
    const { rows } = await this.pool.query<OutsideIdentity>(
      'select email, created_at as "createdAt" from outside_identity where account_id = $1 and issuer = $2',
      [accountId, this.issuer],
    );
    return rows[0] ?? null;
  }

  /**
   * Takes the link of a member away. Other devices are signed out.
   * @throws InvalidInput, NotFound without a link
   */
  async unlink({ accountId, sessionId }: Member, password: string, locale: Locale): Promise<void> {
    const { issuer } = this;
    if (!issuer) throw new NotFound();
    await this.passwords.check(accountId, 'password', password);
    await inTransaction(this.orm.em, async (em) => {
      const gone = await em.execute<object[]>(
        'delete from outside_identity where account_id = ? and issuer = ? returning id',
        [accountId, issuer],
      );
      if (gone.length === 0) throw new NotFound();
      await em.execute('delete from session where account_id = ? and id <> ?', [accountId, sessionId]);
      await this.#tell(em, accountId, 'unlinked', locale);
    });
  }

  async #tell(
    em: EntityManager,
    accountId: string,
    what: 'linked' | 'unlinked',
    locale: Locale,
  ): Promise<void> {
    em.create(AuditEvent, {
      ...{
        actor: accountId,
        action: `account.outside-${what}`,
        subjectType: 'account',
        subjectId: accountId,
      },
    });
    const { email } = await em.findOneOrFail(Account, accountId);
    const event = what === 'linked' ? 'OUTSIDE_LINKED' : 'OUTSIDE_UNLINKED';
    await this.letters.send(em, { to: email, ...factorLetter(this.publicUrl, event, locale) });
  }
}

const OTHER_ADDRESS = {
  ru: 'Адрес в службе не подтверждён или не тот, с которым вы входите в банк.',
  en: 'The address there is not confirmed, or not the one by which you sign in here.',
};
const LINKED_ALREADY = {
  ru: 'Эта учётная запись службы уже связана с записью в банке, или ваша запись – с другой.',
  en: 'That account of the service is linked to one here already, or yours to another.',
};
