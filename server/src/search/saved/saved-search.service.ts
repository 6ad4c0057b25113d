import { randomBytes } from 'node:crypto';
import { LockMode, ref, type EntityManager, type MikroORM } from '@mikro-orm/postgresql';
import { Account } from '../../directory/account.entity.js';
import { requireMailing } from '../../directory/consents/consent.service.js';
import { requireMember } from '../../directory/role.js';
import type { Actor, Member } from '../../platform/actor.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { cleanLine } from '../../platform/clean-text.js';
import { Conflict, InvalidInput, LimitExceeded, NotFound } from '../../platform/errors.js';
import { inTransaction } from '../../platform/transaction.js';
import { MaterialSort, QUERY_LENGTH } from '../search.args.js';
import type { SearchService } from '../search.service.js';
import { MailRhythm, SavedSearch } from './saved-search.entity.js';
import type { EditSavedSearchInput, SaveSearchInput } from './saved-search.input.js';

/** Searches that one person may follow. */
const MOST = 100;
const TITLE = 150;
/** Characters of the longest address that is kept, and of the longest filter. */
const ADDRESS = 2_000;
const FILTER = 8_000;

/** What a feed of a saved search shows. */
export interface SavedSearchFeed {
  readonly id: string;
  readonly title: string;
  readonly address: string;
  readonly createdAt: Date;
  /** Newest first. */
  readonly materialIds: readonly string[];
}

/** Searches that people follow: by mail, by a feed, or just to come back to. */
export class SavedSearchService {
  constructor(
    private readonly orm: MikroORM,
    private readonly search: SearchService,
  ) {}

  /**
   * Follows a search.
   * @throws Conflict where letters are wanted without the consent to them
   */
  async save(actor: Actor, input: SaveSearchInput): Promise<SavedSearch> {
    const member = requireMember(actor);
    const title = titleOf(input.title);
    const filter = input.filter ?? {};
    if (input.query.length > QUERY_LENGTH) throw new InvalidInput({ query: 'length' });
    if (input.address.length > ADDRESS) throw new InvalidInput({ address: 'length' });
    if (JSON.stringify(filter).length > FILTER) throw new InvalidInput({ filter: 'length' });
    return inTransaction(this.orm.em, async (em) => {
      const account = await em.findOneOrFail(Account, member.accountId, {
        lockMode: LockMode.PESSIMISTIC_WRITE,
      });
      if ((await em.count(SavedSearch, { account })) >= MOST)
        throw new LimitExceeded({
          ru: `Следить можно не больше чем за ${MOST} поисками. Удалите ненужные.`,
          en: `You can follow no more than ${MOST} searches. Delete those you do not need.`,
        });
      const { query, exact, address, mail } = input;
      if (mail !== MailRhythm.NONE) await requireMailing(em, member.accountId);
      const saved = em.create(SavedSearch, {
        ...{ account: ref(account), title, query: cleanLine(query), filter, exact, address, mail },
        token: newToken(),
      });
      audit(em, member, saved, 'saved');
      return saved;
    });
  }

  /**
   * Renames it, changes its rhythm, or gives its feed a new address.
   * @throws Conflict for another version, and where letters are wanted without the consent to them
   */
  edit(actor: Actor, input: EditSavedSearchInput): Promise<SavedSearch> {
    const title = titleOf(input.title);
    return this.change(actor, input.id, async (saved, em, member) => {
      if (saved.version !== input.expectedVersion) throw new Conflict();
      if (input.mail !== MailRhythm.NONE) await requireMailing(em, member.accountId);
      Object.assign(saved, { title, mail: input.mail });
      if (input.newFeedAddress) saved.token = newToken();
      audit(em, member, saved, 'changed');
    });
  }

  /** Follows it no more. */
  async delete(actor: Actor, id: string): Promise<void> {
    await this.change(actor, id, async (saved, em, member) => {
      audit(em, member, saved, 'deleted');
      em.remove(saved);
    });
  }

  /** One's own, the newest first. */
  async own(actor: Actor): Promise<SavedSearch[]> {
    const { accountId } = requireMember(actor);
    return this.orm.em.fork().find(SavedSearch, { account: accountId }, { orderBy: { createdAt: 'desc' } });
  }

  /** What a feed shows, by the secret of its address; undefined for one that is nobody's. */
  async feed(token: string, first: number): Promise<SavedSearchFeed | undefined> {
    const saved = await this.orm.em.fork().findOne(SavedSearch, { token, account: { blockedAt: null } });
    if (!saved) return undefined;
    const { id, title, address, createdAt } = saved;
    return { id, title, address, createdAt, materialIds: await this.newest(saved, first) };
  }

  /** The newest materials of a saved search. */
  async newest({ query, filter, exact }: SavedSearch, first: number): Promise<string[]> {
    const { hits } = await this.search.search({
      ...{ query, filter, exact, sort: MaterialSort.NEWEST, page: 1, pageSize: first },
    } as never);
    return hits.map(({ material }) => material.id);
  }

  private change(
    actor: Actor,
    id: string,
    apply: (saved: SavedSearch, em: EntityManager, member: Member) => Promise<void>,
  ): Promise<SavedSearch> {
    const member = requireMember(actor);
    return inTransaction(this.orm.em, async (em) => {
      const saved = UUID.test(id)
        ? await em.findOne(
            SavedSearch,
            { id, account: member.accountId },
            { lockMode: LockMode.PESSIMISTIC_WRITE },
          )
        : null;
      if (!saved) throw new NotFound();
      await apply(saved, em, member);
      return saved;
    });
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function titleOf(text: string): string {
  const title = cleanLine(text);
  if (!title) throw new InvalidInput({ title: 'required' });
  if (title.length > TITLE) throw new InvalidInput({ title: 'length' });
  return title;
}

const newToken = (): string => randomBytes(16).toString('base64url');

function audit(em: EntityManager, { accountId }: Member, saved: SavedSearch, what: string): void {
  em.create(AuditEvent, {
    ...{ actor: accountId, action: `saved_search.${what}`, subjectType: 'saved_search', subjectId: saved.id },
    data: { mail: saved.mail },
  });
}
