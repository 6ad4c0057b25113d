import { type EntityManager, type MikroORM, ref } from '@mikro-orm/postgresql';
import type { Actor } from '../../platform/actor.js';
import { Conflict, NotFound } from '../../platform/errors.js';
import { requiredLine } from '../../platform/plain-text.js';
import { isUuid } from '../../platform/uuid.js';
import type { Account } from '../account.entity.js';
import { reachOf, RoleAssignment } from '../role-assignment.entity.js';
import { Role } from '../role.js';
import { auditAccount, changeAccount } from './account-change.js';
import { keepAdministrator } from './last-administrator.js';
import type {
  AssignRoleInput,
  BlockAccountInput,
  EndRoleInput,
  UnblockAccountInput,
} from './managed-account.input.js';
import { checkTerm, described, placeOf, today } from './given-role.js';

const BASIS = 300;
const REASON = 500;

/** What administrators do with the accounts of others. Rights change with the next question of whoever holds them. */
export class ManagedAccountService {
  constructor(private readonly orm: MikroORM) {}

  /**
   * Gives a role.
   * @throws Forbidden for one's own account, Conflict when the same role is held for the same place in that time
   */
  async assign(actor: Actor, input: AssignRoleInput): Promise<string> {
    const basis = () => requiredLine('basis', input.basis, BASIS);
    return changeAccount(this.orm, actor, input, async (account, em, member) => {
      const place = await placeOf(em, input);
      const { validFrom, validTo } = await checkTerm(em, input);
      const reach = reachOf(place);
      await refuseRepeat(em, account, { role: input.role, ...reach, validFrom, validTo });
      const given = em.create(RoleAssignment, {
        ...{ account: ref(account), role: input.role, ...reach, basis: basis(), validFrom, validTo },
      });
      auditAccount(em, member, account, 'role-assigned', { before: null, after: described(given) });
    });
  }

  /**
   * Ends a role at once.
   * @throws Forbidden for one's own account, Conflict for the last administrator and for a role that ended before
   */
  async end(actor: Actor, input: EndRoleInput): Promise<string> {
    return changeAccount(this.orm, actor, input, async (account, em, member) => {
      const given = isUuid(input.assignment)
        ? await em.findOne(RoleAssignment, { id: input.assignment, account: account.id })
        : null;
      if (!given) throw new NotFound();
      const before = described(given);
      const yesterday = await today(em, -1);
      if (given.validTo && (given.validTo <= yesterday || given.validTo < given.validFrom))
        throw new Conflict({ ru: 'Эта роль уже закончилась.', en: 'This role has ended already.' });
      // the last day belongs to the role, so that one that ends now had its last day yesterday
      given.validTo = yesterday;
      await em.flush();
      if (given.role === Role.ADMIN) await keepAdministrator(em);
      auditAccount(em, member, account, 'role-ended', { before, after: described(given) });
    });
  }

  /**
   * Blocks an account and signs it out everywhere.
   * @throws Forbidden for one's own account, Conflict for the last administrator and for one that is blocked
   */
  async block(actor: Actor, input: BlockAccountInput): Promise<string> {
    return changeAccount(this.orm, actor, input, async (account, em, member) => {
      if (account.blockedAt) throw new Conflict();
      const reason = requiredLine('reason', input.reason, REASON);
      Object.assign(account, { blockedAt: new Date(), blockReason: reason });
      await em.flush();
      await keepAdministrator(em);
      await em.execute('delete from session where account_id = ?', [account.id]);
      auditAccount(em, member, account, 'blocked', {
        before: { blocked: false },
        after: { blocked: true, reason },
      });
    });
  }

  /** Lets an account that was blocked sign in again. */
  async unblock(actor: Actor, input: UnblockAccountInput): Promise<string> {
    return changeAccount(this.orm, actor, input, async (account, em, member) => {
      if (!account.blockedAt) throw new Conflict();
      const reason = account.blockReason;
      Object.assign(account, { blockedAt: null, blockReason: null });
      auditAccount(em, member, account, 'unblocked', {
        before: { blocked: true, reason },
        after: { blocked: false },
      });
    });
  }
}

type Given = Pick<RoleAssignment, 'role' | 'validFrom' | 'validTo'> & ReturnType<typeof reachOf>;

async function refuseRepeat(em: EntityManager, account: Account, given: Given): Promise<void> {
  const { role, scope, territory, organization, network, validFrom, validTo } = given;
  const held = await em.find(RoleAssignment, { account, role, scope, territory, organization, network });
  const overlaps = held.some(
    (other) =>
      (!other.validTo || (other.validTo >= other.validFrom && other.validTo >= validFrom)) &&
      (!validTo || other.validFrom <= validTo),
  );
  if (overlaps)
    throw new Conflict({
      ru: 'Такая роль на это время уже дана.',
      en: 'This role is given for that time already.',
    });
}
