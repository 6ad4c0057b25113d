import { type EntityManager, type MikroORM, ref } from '@mikro-orm/postgresql';
import { requireMember } from '../directory/role.js';
import type { Actor, Member } from '../platform/actor.js';
import { AuditEvent } from '../platform/audit-event.entity.js';
import { cleanLine, cleanText } from '../platform/clean-text.js';
import { Conflict, Forbidden, InvalidInput } from '../platform/errors.js';
import { isTimeZone } from '../platform/time-zone.js';
import { inTransaction } from '../platform/transaction.js';
import { type Council, councilOf } from './council.entity.js';
import type { CouncilRulesInput, ReviewFormInput } from './council.input.js';
import { canConfigureCouncil, isCouncilMember, seesQueue } from './council.policy.js';
import type { CouncilRules } from './council.type.js';
import { Criterion, formInForce, ReviewForm } from './forms/review-form.entity.js';

/** The rules of the council and its form of review: who works by them reads them, few may change them. */
export class CouncilService {
  constructor(private readonly orm: MikroORM) {}

  /** The rules and the form in force. @throws Forbidden for those who have no part in the council’s work */
  async rules(actor: Actor): Promise<CouncilRules> {
    const member = requireMember(actor);
    const viewerCanChange = canConfigureCouncil(member);
    if (!viewerCanChange && !isCouncilMember(member) && !seesQueue(member)) throw new Forbidden();
    const em = this.orm.em.fork();
    const council = await councilOf(em);
    const form = await formInForce(em);
    const criteria = form.criteria
      .getItems()
      .map(({ id, title, hint, weight }) => ({ id, title, hint, weight }));
    const { edition, version, title, maxScore } = form;
    return {
      ...rulesOf(council),
      version: council.version,
      form: { edition, version, title, maxScore, inUse: form.frozenAt != null, criteria },
      viewerCanChange,
    };
  }

  /** Changes the rules. @throws Conflict when somebody else has changed them meanwhile */
  async changeRules(actor: Actor, input: CouncilRulesInput): Promise<CouncilRules> {
    await inTransaction(this.orm.em, async (em) => {
      const member = requireConfigurator(actor);
      const council = await councilOf(em);
      const { expectedVersion, ...asked } = input;
      if (council.version !== expectedVersion) throw new Conflict();
      const rules = { ...asked, timeZone: asked.timeZone ?? council.timeZone };
      if (rules.timeZone !== council.timeZone && !(await isTimeZone(em, rules.timeZone)))
        throw new InvalidInput({ timeZone: NO_ZONE });
      em.assign(council, { ...rules, name: cleanLine(input.name), shortName: cleanLine(input.shortName) });
      audit(em, member, 'council.rules-changed', 'council', council.id, { ...rules });
    });
    return this.rules(actor);
  }

  /**
   * Changes the form of review: one that nobody was asked by yet as it stands, one that is in use by a next edition.
   * @throws Conflict when somebody else has changed it meanwhile
   */
  async changeForm(actor: Actor, input: ReviewFormInput): Promise<CouncilRules> {
    await inTransaction(this.orm.em, async (em) => {
      const member = requireConfigurator(actor);
      await em.execute('select 1 from review_form for update');
      const present = await formInForce(em);
      if (present.edition !== input.expectedEdition || present.version !== input.expectedVersion)
        throw new Conflict();
      const { maxScore } = input;
      const title = cleanLine(input.title);
      const next = present.frozenAt
        ? em.create(ReviewForm, { edition: present.edition + 1, title, maxScore })
        : em.assign(present, { title, maxScore, updatedAt: new Date() });
      await em.flush();
      if (next === present) await em.nativeDelete(Criterion, { form: present.id });
      for (const [position, criterion] of input.criteria.entries())
        em.create(Criterion, {
          ...{ form: ref(next), position, weight: criterion.weight },
          ...{ title: cleanLine(criterion.title), hint: cleanText(criterion.hint).trim() },
        });
      audit(em, member, 'review-form.changed', 'review_form', next.id, { edition: next.edition });
    });
    return this.rules(actor);
  }
}

/** What of the council may be changed. */
function rulesOf(council: Council): Omit<CouncilRules, 'version' | 'form' | 'viewerCanChange'> {
  const { name, shortName, quorum, castingVote, spreadLimit, passScore, reviewDays } = council;
  const { blindReview, sameOrganizationConflict, timeZone } = council;
  return {
    ...{ name, shortName, quorum, castingVote, spreadLimit, passScore, reviewDays },
    ...{ blindReview, sameOrganizationConflict, timeZone },
  };
}

function requireConfigurator(actor: Actor): Member {
  const member = requireMember(actor);
  if (!canConfigureCouncil(member)) throw new Forbidden();
  return member;
}

function audit(
  em: EntityManager,
  { accountId }: Member,
  action: string,
  subjectType: string,
  subjectId: string,
  data: Record<string, unknown>,
): void {
  em.create(AuditEvent, { actor: accountId, action, subjectType, subjectId, data });
}

/** What is said of a name that no zone has. */
export const NO_ZONE = {
  ru: 'такого часового пояса нет: нужно имя вида Asia/Vladivostok',
  en: 'there is no such time zone: a name such as Asia/Vladivostok is needed',
};
