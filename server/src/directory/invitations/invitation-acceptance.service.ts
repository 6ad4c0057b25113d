import { type EntityManager, type MikroORM, ref } from '@mikro-orm/postgresql';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { Conflict, InvalidInput } from '../../platform/errors.js';
import { readTogether } from '../../platform/read-together.js';
import { inTransaction, transactionTime } from '../../platform/transaction.js';
import { Account } from '../account.entity.js';
import { newAccount } from '../accounts/begin-account.js';
import { acceptablePassword } from '../accounts/new-password.js';
import { personReads, requireProcessing } from '../accounts/new-person.js';
import { checkTerm, described, placeOf, today } from '../administration/given-role.js';
import { Consent } from '../consents/consent.entity.js';
import type { ConsentDocuments } from '../consents/consent-documents.js';
import { giveConsent } from '../consents/consent.service.js';
import { IN_FORCE } from '../directory.sql.js';
import { hashPassword } from '../password.js';
import { reachOf, RoleAssignment } from '../role-assignment.entity.js';
import { Role } from '../role.js';
import { hashOf } from '../token-hash.js';
import { AccountInvitation } from './account-invitation.entity.js';
import type { AcceptAccountInvitationInput } from './account-invitation.input.js';
import type { AccountInvitationReads } from './account-invitation.reads.js';

/** Makes the account of one who was invited: the password and the consents are the invited's own. */
export class InvitationAcceptanceService {
  constructor(
    private readonly orm: MikroORM,
    private readonly reads: AccountInvitationReads,
    private readonly documents: ConsentDocuments,
  ) {}

  /**
   * Uses the link of an invitation: of parallel tries one succeeds.
   * @returns the account
   * @throws InvalidInput, also for a link that is used or too old; Conflict where the address has an account by now, or
   *   whoever invited does not administer the bank any more
   */
  async accept(input: AcceptAccountInvitationInput): Promise<string> {
    // a made-up link costs no hashing
    if (!(await this.reads.received(input.token))) throw new InvalidInput({ token: DEAD });
    const { password, consents, ...person } = await readTogether({
      ...personReads(input),
      password: () => acceptablePassword('password', input.password),
      consents: () => requireProcessing(input.consents),
    });
    const passwordHash = await hashPassword(password);
    return inTransaction(this.orm.em, async (em) => {
      const invitation = await take(em, input.token);
      const { email } = invitation;
      await em.execute('select pg_advisory_xact_lock(hashtext(?))', [`register ${email}`]);
      const known = await em.findOne(Account, { email }, { populate: ['person'] });
      if (known?.emailConfirmedAt) throw new Conflict(KNOWN);
      const account = known ?? (await newAccount(em, email, person));
      em.assign(account.person.unwrap(), { ...person, organization: invitation.organization ?? null });
      // the letter came to the address: it is its owner's
      Object.assign(account, { passwordHash, emailConfirmedAt: await transactionTime(em) });
      await em.flush();
      await em.nativeDelete(Consent, { account: account.id });
      await giveConsent(em, account, consents, this.documents);
      em.create(AuditEvent, {
        ...{ actor: account.id, action: 'account.invitation-accepted', subjectType: 'account' },
        ...{ subjectId: account.id, data: { invitation: invitation.id } },
      });
      await giveRole(em, account, invitation);
      em.remove(invitation);
      return account.id;
    });
  }
}

/** The invitation of a link, locked until the transaction ends. */
async function take(em: EntityManager, token: string): Promise<AccountInvitation> {
  const [row] = await em.execute<{ id: string }[]>(
    'select id from account_invitation where token_hash = ? and expires_at > now() for update',
    [hashOf(token)],
  );
  if (!row) throw new InvalidInput({ token: DEAD });
  return em.findOneOrFail(AccountInvitation, row.id, { populate: ['organization'] });
}

/** In the name of whoever has invited, who has to be an administrator still. */
async function giveRole(em: EntityManager, account: Account, invitation: AccountInvitation): Promise<void> {
  const { role, placeId, basis, invitedBy } = invitation;
  // a role whose time is over is no reason to refuse the account
  if (!role || (invitation.validTo && invitation.validTo < (await today(em)))) return;
  const inviter = invitedBy && (await administers(em, invitedBy.id));
  if (!inviter) throw new Conflict(NOBODY_ANSWERS);
  const place = await placeOf(em, { role, place: placeId });
  const { validFrom, validTo } = await checkTerm(em, { ...invitation, role });
  const given = em.create(RoleAssignment, {
    ...{ account: ref(account), role, ...reachOf(place), basis, validFrom, validTo },
  });
  em.create(AuditEvent, {
    ...{
      actor: invitedBy.id,
      action: 'account.role-assigned',
      subjectType: 'account',
      subjectId: account.id,
    },
    data: { before: null, after: described(given) },
  });
}

async function administers(em: EntityManager, accountId: string): Promise<boolean> {
  const found = await em.execute<unknown[]>(
    `select from role_assignment r join account a on a.id = r.account_id
     where a.id = ? and r.role = ? and a.blocked_at is null and ${IN_FORCE}`,
    [accountId, Role.ADMIN],
  );
  return found.length > 0;
}

const DEAD = {
  ru: 'приглашение уже использовано, отозвано или устарело: попросите администратора прислать новое',
  en: 'the invitation was used, revoked or is too old: ask the administrator for a new one',
};
const KNOWN = {
  ru: 'У этого адреса уже есть учётная запись: войдите в неё. О роли попросите администратора.',
  en: 'This address has an account already: sign in to it. Ask the administrator for the role.',
};
const NOBODY_ANSWERS = {
  ru: 'Пригласивший больше не управляет банком. Попросите администратора прислать приглашение снова.',
  en: 'Whoever invited you does not administer the bank any more. Ask the administrator to send it again.',
};
