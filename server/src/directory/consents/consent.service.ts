import { type EntityManager, LockMode, type MikroORM, ref } from '@mikro-orm/postgresql';
import type { Actor } from '../../platform/actor.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { Conflict } from '../../platform/errors.js';
import { inTransaction, transactionTime } from '../../platform/transaction.js';
import { Account } from '../account.entity.js';
import { Person } from '../person.entity.js';
import { requireMember } from '../role.js';
import { type ConsentDocument, type ConsentDocuments, textHash } from './consent-documents.js';
import { Consent, ConsentKind } from './consent.entity.js';

/** Consents to the present texts. */
export class ConsentService {
  constructor(
    private readonly orm: MikroORM,
    private readonly documents: ConsentDocuments,
  ) {}

  /** Consents of the caller that are in force. */
  async own(actor: Actor): Promise<Consent[]> {
    const { accountId } = requireMember(actor);
    return this.orm.em
      .fork()
      .find(Consent, { account: accountId, withdrawnAt: null }, { orderBy: { id: 1 } });
  }

  /** Agrees to the present text; a repeat changes nothing. */
  async give(actor: Actor, kind: ConsentKind): Promise<void> {
    const { accountId } = requireMember(actor);
    await inTransaction(this.orm.em, (em) =>
      giveConsent(em, em.getReference(Account, accountId), [kind], this.documents),
    );
  }

  /**
   * Takes a consent back, and does at once what follows.
   * @throws Conflict for the processing of data: without it there is no account, so the account is to be deleted
   */
  async withdraw(actor: Actor, kind: ConsentKind): Promise<void> {
    const { accountId, personId } = requireMember(actor);
    if (kind === ConsentKind.PROCESSING) throw new Conflict(NO_ACCOUNT);
    await inTransaction(this.orm.em, async (em) => {
      const now = await transactionTime(em);
      const consents = await em.find(Consent, { account: accountId, kind, withdrawnAt: null });
      for (const consent of consents) consent.withdrawnAt = now;
      if (consents.length === 0) return;
      // who asks for letters at this moment holds the consent: what follows finds that, too
      await em.flush();
      if (kind === ConsentKind.DISTRIBUTION)
        // the time is written in any case: answers that are remembered are of before
        Object.assign(await em.findOneOrFail(Person, personId), { visibility: {}, updatedAt: now });
      if (kind === ConsentKind.MAILING) {
        await em.execute('delete from notification_mail where account_id = ?', [accountId]);
        await em.execute(`update saved_search set mail = 'NONE' where account_id = ?`, [accountId]);
      }
      audit(em, accountId, 'account.consent-withdrawn', kind);
    });
  }
}

/** Writes consents to the present texts, in the transaction of what they are given with; a repeat changes nothing. */
export async function giveConsent(
  em: EntityManager,
  account: Account,
  kinds: readonly ConsentKind[],
  documents: ConsentDocuments,
): Promise<void> {
  const givenAt = await transactionTime(em);
  const present = await em.find(Consent, { account: account.id, withdrawnAt: null });
  for (const kind of new Set(kinds)) {
    const document = documents.of(kind);
    const hash = textHash(document);
    const former = present.find((consent) => consent.kind === kind);
    if (former?.textHash === hash) continue;
    if (former) {
      // one to another wording ends where the new one begins
      former.withdrawnAt = givenAt;
      await em.flush();
    }
    await keepText(em, hash, document);
    em.create(Consent, {
      ...{ account: ref(account), kind, givenAt, textVersion: document.version, textHash: hash },
    });
    // the post and the place of work come back to the title pages
    if (kind === ConsentKind.DISTRIBUTION)
      await em.execute(
        'update person set updated_at = now() where id = (select person_id from account where id = ?)',
        [account.id],
      );
    audit(em, account.id, 'account.consent-given', kind);
  }
}

/** What was agreed to can be shown years later, whatever the texts and the operator are then. */
async function keepText(
  em: EntityManager,
  hash: string,
  { kind, version, title, text }: ConsentDocument,
): Promise<void> {
  await em.execute(
    `insert into consent_text (hash, kind, version, title, body) values (?, ?, ?, ?, ?) on conflict do nothing`,
    [hash, kind, version, title.ru, text.ru],
  );
}

/** Whether somebody has given a consent and not taken it back since. */
export async function isGiven(em: EntityManager, accountId: string, kind: ConsentKind): Promise<boolean> {
  const last = await em.findOne(Consent, { account: accountId, kind }, { orderBy: { id: 'desc' } });
  return last !== null && !last.withdrawnAt;
}

/**
 * Lets nobody ask for letters who has not agreed to them: the page asks for both in one step, the API for each.
 * @param em inside the transaction that writes what is asked for; the consent stays until it ends
 * @throws Conflict without a consent to letters
 */
export async function requireMailing(em: EntityManager, accountId: string): Promise<void> {
  const given = await em.findOne(
    Consent,
    { account: accountId, kind: ConsentKind.MAILING, withdrawnAt: null },
    { lockMode: LockMode.PESSIMISTIC_READ },
  );
  if (!given) throw new Conflict(NO_MAILING);
}

function audit(em: EntityManager, accountId: string, action: string, kind: ConsentKind): void {
  em.create(AuditEvent, {
    ...{ actor: accountId, action, subjectType: 'account', subjectId: accountId },
    data: { kind },
  });
}

const NO_MAILING = {
  ru: 'Нет вашего согласия на рассылку. Дайте его на странице «Согласия», и письма можно будет включить.',
  en: 'Your consent to letters is missing. Give it on the page of consents, and letters can be switched on.',
};
const NO_ACCOUNT = {
  ru: 'Без этого согласия учётной записи быть не может. Чтобы отозвать его, удалите учётную запись на странице «Мои данные».',
  en: 'There is no account without this consent. To withdraw it, delete the account on the page “My data”.',
};
