import type { MikroORM } from '@mikro-orm/postgresql';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { Conflict } from '../../platform/errors.js';
import type { Locale } from '../../platform/localized.js';
import { readTogether } from '../../platform/read-together.js';
import { inTransaction, transactionTime } from '../../platform/transaction.js';
import { Account } from '../account.entity.js';
import { forgetTokens } from '../accounts/account-tokens.js';
import { fillAccount } from '../accounts/begin-account.js';
import { personReads, requireProcessing, workplaceOf } from '../accounts/new-person.js';
import type { ConsentDocuments } from '../consents/consent-documents.js';
import type { Door, EntryService } from '../entry.service.js';
import type { OutsideLinksService } from './outside-links.service.js';
import { type Ended, entered, type OutsideService } from './outside.service.js';
import type { RegisterOutsideInput } from './outside.type.js';

/** New accounts of people for whom the outside service vouches: with the same consents, without a password. */
export class OutsideRegistrationService {
  constructor(
    private readonly orm: MikroORM,
    private readonly outside: OutsideService,
    private readonly links: OutsideLinksService,
    private readonly entries: EntryService,
    private readonly documents: ConsentDocuments,
  ) {}

  /**
   * Makes the account and lets its owner in.
   * @throws InvalidInput, Unauthenticated when it has to begin again, Conflict when the address is somebody's meanwhile
   */
  async register(
    step: string | undefined,
    input: RegisterOutsideInput,
    door: Door,
    locale: Locale,
  ): Promise<Ended> {
    const { consents, ...person } = await readTogether({
      ...personReads(input),
      consents: () => requireProcessing(input.consents),
    });
    const workplace = await workplaceOf(this.orm.em.fork(), input.organization);
    const { person: vouched, returnTo } = (await this.outside.taken(step, 'OUTSIDE_REGISTER')).data;
    const { email } = vouched;
    const accountId = await inTransaction(this.orm.em, async (em) => {
      await em.execute('select pg_advisory_xact_lock(hashtext(?))', [`register ${email}`]);
      const known = await em.findOne(Account, { email }, { populate: ['person'] });
      if (known?.emailConfirmedAt || known?.blockedAt) throw new Conflict();
      const account = await fillAccount(em, known, {
        ...{ email, passwordHash: null, person, consents, documents: this.documents },
        organizationId: workplace?.id ?? null,
      });
      account.emailConfirmedAt = await transactionTime(em);
      // a link that a stranger asked for confirms nothing any more
      await forgetTokens(em, account.id);
      em.create(AuditEvent, {
        ...{ actor: account.id, action: 'account.confirmed', subjectType: 'account', subjectId: account.id },
      });
      await em.flush();
      await this.links.keepLink(em, account.id, vouched, locale);
      return account.id;
    });
    return entered(await this.entries.enter(accountId, door), returnTo);
  }
}
