import { type EntityManager, type MikroORM, ref } from '@mikro-orm/postgresql';
import type { Actor } from '../../platform/actor.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { InvalidInput, NotFound } from '../../platform/errors.js';
import type { Locale } from '../../platform/localized.js';
import { requiredLine } from '../../platform/plain-text.js';
import { readTogether } from '../../platform/read-together.js';
import { inTransaction } from '../../platform/transaction.js';
import { isUuid } from '../../platform/uuid.js';
import { Account } from '../account.entity.js';
import { acceptableEmail } from '../accounts/new-email.js';
import { nameReads, workplaceOf } from '../accounts/new-person.js';
import { checkTerm, placeOf } from '../administration/given-role.js';
import { requireRole, Role } from '../role.js';
import { AccountInvitation } from './account-invitation.entity.js';
import type { InviteInput } from './account-invitation.input.js';
import type { InvitationLetters } from './invitation-letters.js';

const BASIS = 300;

/** What administrators do with invitations; all of it stands in the journal. */
export class AccountInvitationService {
  constructor(
    private readonly orm: MikroORM,
    private readonly letters: InvitationLetters,
  ) {}

  /**
   * Invites somebody by letter.
   * @returns the account that the address has already: then nothing is kept and nothing sent
   * @throws InvalidInput, also for an address that was invited before
   */
  async invite(actor: Actor, input: InviteInput, locale: Locale): Promise<string | null> {
    const { accountId } = requireRole(actor, [Role.ADMIN]);
    const { role } = input;
    const { basis, ...who } = await readTogether({
      email: () => acceptableEmail('email', input.email),
      ...nameReads(input),
      basis: () => (role ? requiredLine('basis', input.basis ?? '', BASIS) : null),
    });
    return inTransaction(this.orm.em, async (em) => {
      // two invitations at once to one address come one after the other
      await em.execute('select pg_advisory_xact_lock(hashtext(?))', [`invite ${who.email}`]);
      const known = await em.findOne(Account, { email: who.email, emailConfirmedAt: { $ne: null } });
      if (known) return known.id;
      if (await em.count(AccountInvitation, { email: who.email })) throw new InvalidInput({ email: INVITED });
      const organization = await workplaceOf(em, input.organization);
      if (role) {
        await placeOf(em, { ...input, role });
        await checkTerm(em, { ...input, role });
      }
      const invitation = em.create(AccountInvitation, {
        ...{ ...who, organization: organization && ref(organization) },
        ...(role && { role, placeId: input.place || null, basis }),
        ...(role && { validFrom: input.validFrom ?? null, validTo: input.validTo ?? null }),
        invitedBy: em.getReference(Account, accountId, { wrapped: true }),
      });
      await em.flush();
      audit(em, accountId, 'invited', invitation);
      await this.letters.send(em, invitation.id, locale);
      return null;
    });
  }

  /** Sends another letter, whose link takes the place of the one before; the sender answers for it from now on. */
  async sendAgain(actor: Actor, id: string, locale: Locale): Promise<void> {
    await this.#change(actor, id, async (em, invitation, accountId) => {
      invitation.invitedBy = em.getReference(Account, accountId, { wrapped: true });
      audit(em, accountId, 'invitation-sent-again', invitation);
      await this.letters.send(em, invitation.id, locale);
    });
  }

  /** Ends an invitation: its link is dead at once. */
  async revoke(actor: Actor, id: string): Promise<void> {
    await this.#change(actor, id, async (em, invitation, accountId) => {
      em.remove(invitation);
      audit(em, accountId, 'invitation-revoked', invitation);
    });
  }

  async #change(
    actor: Actor,
    id: string,
    apply: (em: EntityManager, invitation: AccountInvitation, accountId: string) => Promise<void>,
  ): Promise<void> {
    const { accountId } = requireRole(actor, [Role.ADMIN]);
    await inTransaction(this.orm.em, async (em) => {
      const invitation = isUuid(id) ? await em.findOne(AccountInvitation, id) : null;
      if (!invitation) throw new NotFound();
      await apply(em, invitation, accountId);
    });
  }
}

/** Whom it was about, the invitation itself tells while it is open. */
function audit(em: EntityManager, actor: string, what: string, invitation: AccountInvitation): void {
  const { id, role = null, placeId = null, basis = null, validFrom = null, validTo = null } = invitation;
  em.create(AuditEvent, {
    ...{ actor, action: `account.${what}`, subjectType: 'account_invitation', subjectId: id },
    data: role ? { role, place: placeId, basis, validFrom, validTo } : {},
  });
}

const INVITED = {
  ru: 'на этот адрес уже отправлено приглашение: отправьте его снова из списка',
  en: 'this address was invited already: send it again from the list',
};
