/** What every change of themes has in common: one at a time, looked at before, kept with what it was. */
import { type EntityManager, type MikroORM, ref } from '@mikro-orm/postgresql';
import { v7 as uuidv7 } from 'uuid';
import { Account } from '../../directory/account.entity.js';
import { requireMember } from '../../directory/role.js';
import type { Actor, Member } from '../../platform/actor.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { Conflict, Forbidden, InvalidInput, NotFound } from '../../platform/errors.js';
import { freeSlug } from '../../platform/slug.js';
import { inTransaction } from '../../platform/transaction.js';
import { isUuid } from '../../platform/uuid.js';
import { PriorityTheme } from '../../vocabulary/priority-theme.entity.js';
import { type ChangeBefore, ThemeChange, ThemeChangeKind } from './theme-change.entity.js';
import type { ThemeChangeInput } from './theme.input.js';
import { seesThemeCuration } from './theme.policy.js';
import { takeSnapshot, type ThemeSnapshot } from './theme-snapshot.js';

/** Whoever changes the themes waits for the one before: they are few, and their order is one thing. */
const LOCK = 7_305_020;

/** What a change says of itself beside the themes as they were. */
export interface ChangeNote extends Partial<Omit<ChangeBefore, 'themes'>> {
  readonly kind: ThemeChangeKind;
  /** What the history calls it. */
  readonly title: string;
  /** How many materials it has moved. */
  readonly materials?: number;
}

/** A change under way. */
export interface ThemesWork {
  readonly em: EntityManager;
  /** Id of the row that keeps the change. */
  readonly change: string;
  readonly member: Member;
  /** Notes themes that the change touches, as they are before it. */
  touch(ids: readonly string[]): Promise<void>;
}

/** A change of one theme under way. */
export interface ThemeWork extends ThemesWork {
  readonly theme: PriorityTheme;
}

/** The one place where themes are changed. */
export class ThemeDesk {
  constructor(private readonly orm: MikroORM) {}

  /**
   * Changes themes in one transaction and keeps what they were.
   * @param may who may do it
   * @throws Forbidden
   */
  async work(
    actor: Actor,
    may: (actor: Actor) => boolean,
    work: (work: ThemesWork) => Promise<ChangeNote>,
  ): Promise<void> {
    const member = requireRight(actor, may);
    await inTransaction(this.orm.em, async (em) => {
      await takeTurn(em);
      const touched: ThemeSnapshot[] = [];
      const touch = async (ids: readonly string[]) => {
        const known = new Set(touched.map((one) => one.id));
        touched.push(
          ...(await takeSnapshot(
            em,
            ids.filter((one) => !known.has(one)),
          )),
        );
      };
      const change = uuidv7();
      const note = await work({ em, change, member, touch });
      await em.flush();
      await keep(em, member, change, note, touched);
    });
  }

  /**
   * Changes one theme, and those that the work touches.
   * @throws Forbidden, NotFound, Conflict when somebody else has changed the theme meanwhile
   */
  async change(
    actor: Actor,
    { id, expectedVersion }: ThemeChangeInput,
    may: (actor: Actor) => boolean,
    work: (work: ThemeWork) => Promise<Omit<ChangeNote, 'title'> & { title?: string }>,
  ): Promise<void> {
    await this.work(actor, may, async (all) => {
      const theme = await findTheme(all.em, id);
      if (theme.version !== expectedVersion) throw new Conflict();
      await all.touch([theme.id]);
      const { title } = theme;
      const note = await work({ ...all, theme });
      theme.updatedAt = new Date();
      return { title, ...note };
    });
  }
}

/** The actor, who has to be allowed. @throws Unauthenticated, Forbidden */
export function requireRight(actor: Actor, may: (actor: Actor) => boolean): Member {
  const member = requireMember(actor);
  if (!seesThemeCuration(member) || !may(member)) throw new Forbidden();
  return member;
}

/** Waits for the change before to end. */
export async function takeTurn(em: EntityManager): Promise<void> {
  // tens of thousands of materials take longer than any page's question
  await em.execute(`set local statement_timeout = '60s'`);
  await em.execute('select pg_advisory_xact_lock(?)', [LOCK]);
}

/** A theme that is one still. @throws NotFound, InvalidInput under the name of a field */
export async function findTheme(em: EntityManager, id: string, field?: string): Promise<PriorityTheme> {
  const theme = isUuid(id) ? await em.findOne(PriorityTheme, { id, mergedInto: null }) : null;
  if (theme) return theme;
  throw field ? new InvalidInput({ [field]: 'unknown' }) : new NotFound();
}

/** Approves a theme by the protocol that is being signed, in its transaction. @throws Conflict */
export async function approveByProtocol(
  em: EntityManager,
  accountId: string,
  theme: PriorityTheme,
  decision: string,
): Promise<void> {
  await takeTurn(em);
  const before = await takeSnapshot(em, [theme.id]);
  theme.approve(decision);
  await em.flush();
  const note = { kind: ThemeChangeKind.APPROVED, title: theme.title };
  await keep(em, { accountId }, uuidv7(), note, before);
}

/** Whether a theme is another one or lies under it, however deep. */
export async function liesUnder(em: EntityManager, theme: string, other: string): Promise<boolean> {
  const found = await em.execute<unknown[]>(
    `with recursive above as (select id, broader_id from priority_theme where id = ?
       union select t.id, t.broader_id from priority_theme t join above on t.id = above.broader_id)
     select 1 from above where id = ?`,
    [theme, other],
  );
  return found.length > 0;
}

/** Writes a change down. */
async function keep(
  em: EntityManager,
  { accountId }: Pick<Member, 'accountId'>,
  change: string,
  { kind, title, created = [], followers, owned, materials = 0 }: ChangeNote,
  themes: ChangeBefore['themes'],
): Promise<void> {
  const before = { themes, created, ...(followers && { followers }), ...(owned && { owned }) };
  // one after the other by the database's clock, not by that of each server
  const [row] = await em.execute<{ at: Date }[]>('select clock_timestamp() as at');
  const at = new Date(row!.at);
  const touched = [...new Set([...themes.map(({ id }) => id), ...created])];
  em.create(ThemeChange, {
    ...{ id: change, at, kind, title, before, themes: touched, materials },
    account: ref(em.getReference(Account, accountId)),
  });
  em.create(AuditEvent, {
    ...{ actor: accountId, subjectType: 'priority_theme', subjectId: touched[0] ?? change },
    ...{ action: `theme.${kind.toLowerCase()}`, data: { change, materials } },
  });
}

/**
 * An address made of a name, that no theme has and none had.
 * @param own the theme that may have its former ones again
 */
export function themeSlug(em: EntityManager, title: string, own?: string): Promise<string> {
  return freeSlug(title, async (slug) => {
    const [taken] = await em.execute<unknown[]>(
      `select 1 from priority_theme where slug = ? union all
       select 1 from priority_theme_address where slug = ? and theme_id is distinct from ?::uuid`,
      [slug, slug, own ?? null],
    );
    return taken !== undefined;
  });
}

/** @throws InvalidInput when another theme has the name */
export async function requireFreeTitle(em: EntityManager, title: string, own?: string): Promise<void> {
  const [taken] = await em.execute<unknown[]>(
    `select 1 from priority_theme where lower(title) = lower(?) and id is distinct from ?::uuid limit 1`,
    [title, own ?? null],
  );
  if (taken) throw new InvalidInput({ title: TAKEN_TITLE });
}

const TAKEN_TITLE = { ru: 'тема с таким названием уже есть', en: 'there is a theme of this name' };
