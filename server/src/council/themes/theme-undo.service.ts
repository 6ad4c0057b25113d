import { type EntityManager, type MikroORM, ref } from '@mikro-orm/postgresql';
import { Account } from '../../directory/account.entity.js';
import type { Actor } from '../../platform/actor.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { Conflict, Forbidden, NotFound } from '../../platform/errors.js';
import { sqlArray } from '../../platform/sql-array.js';
import { inTransaction, transactionTime } from '../../platform/transaction.js';
import { isUuid } from '../../platform/uuid.js';
import { PriorityTheme, ThemeStatus } from '../../vocabulary/priority-theme.entity.js';
import { ThemeChange, ThemeChangeKind } from './theme-change.entity.js';
import { requireRight, takeTurn } from './theme-desk.js';
import { copyFollowers, moveLinks, moveOwned, returnLinks, returnOwned } from './theme-links.js';
import { canCurateThemes, canDecideThemes } from './theme.policy.js';
import { lead, restoreSnapshot, takeSnapshot, type ThemeSnapshot } from './theme-snapshot.js';

/** What only those take back who may write down a decision of the council. */
export const DECISIONS: readonly ThemeChangeKind[] = [
  ThemeChangeKind.APPROVED,
  ThemeChangeKind.ACTIVATED,
  ThemeChangeKind.CLOSED,
  ThemeChangeKind.MERGED,
  ThemeChangeKind.SPLIT,
  ThemeChangeKind.IMPORTED,
];

/** Takes back any change of the themes. */
export class ThemeUndoService {
  constructor(private readonly orm: MikroORM) {}

  /**
   * Takes a change back: everything that it has changed is again as it was, and what happened since stays.
   * @throws Conflict when a later change of the same themes has to be taken back first, when the tree would break, or
   *   when materials, people or an agenda name what would go
   */
  async undo(actor: Actor, id: string): Promise<void> {
    const member = requireRight(actor, canCurateThemes);
    await inTransaction(this.orm.em, async (em) => {
      await takeTurn(em);
      const change = isUuid(id) ? await em.findOne(ThemeChange, id) : null;
      if (!change) throw new NotFound();
      if (DECISIONS.includes(change.kind) && !canDecideThemes(member)) throw new Forbidden();
      if (change.undoneAt) throw new Conflict(UNDONE);
      await requireLast(em, change);
      const { themes, created, followers, owned } = change.before;
      await requireFreeNames(em, themes);
      const now = await takeSnapshot(em, change.themes);
      const split = change.kind === ThemeChangeKind.SPLIT;
      const going = split ? [] : created;
      await requireUnused(em, now, themes, going);
      await requireNothingUnder(em, going);
      await restoreSnapshot(em, themes, now);
      await requireTree(em, themes);
      if (followers) await returnLinks(em, change.id, followers.theme);
      for (const theme of now.filter((one) => created.includes(one.id)))
        await (split
          ? takeIn(em, themes[0]!.id, theme, followers?.accounts ?? [])
          : deleteProposed(em, theme.id));
      if (owned) await returnOwned(em, owned.theme, owned.rows);
      if (followers)
        await em.execute(
          `delete from follow where kind = 'THEME' and target_id = ? and account_id = any(?)`,
          [followers.theme, sqlArray(followers.accounts)],
        );
      change.undoneAt = await transactionTime(em);
      change.undoneBy = ref(em.getReference(Account, member.accountId));
      em.create(AuditEvent, {
        ...{ actor: member.accountId, action: 'theme.undone', subjectType: 'priority_theme' },
        ...{ subjectId: change.themes[0]!, data: { change: change.id, kind: change.kind } },
      });
    });
  }
}

/** What was only proposed nobody has seen; the agenda of a meeting that was called off keeps its title alone. */
async function deleteProposed(em: EntityManager, theme: string): Promise<void> {
  await em.execute(
    `update agenda_item i set theme_id = null from meeting m
     where i.theme_id = ? and m.id = i.meeting_id and m.status = 'CANCELLED'`,
    [theme],
  );
  await em.nativeDelete(PriorityTheme, theme);
}

/** What a split has made goes back where it came from, with what was added to it since; its addresses lead there. */
async function takeIn(
  em: EntityManager,
  origin: string,
  made: ThemeSnapshot,
  copied: readonly string[],
): Promise<void> {
  await em.execute('select 1 from priority_theme where id = ? for update', [made.id]);
  await moveLinks(em, { from: made.id, to: origin });
  await moveOwned(em, made.id, origin);
  await em.execute('update priority_theme set broader_id = ? where broader_id = ?', [origin, made.id]);
  // who came to follow the new one follows the old one; who followed the old one did not choose the new one
  await em.execute(
    `delete from follow where kind = 'THEME' and target_id = ? and account_id = any(?::uuid[])`,
    [made.id, sqlArray(copied)],
  );
  await copyFollowers(em, made.id, origin);
  await em.execute(`delete from follow where kind = 'THEME' and target_id = ?`, [made.id]);
  await em.nativeDelete(PriorityTheme, made.id);
  await lead(em, origin, [made.slug, ...made.addresses]);
}

/** @throws Conflict when a later change of the same themes stands in the way */
async function requireLast(em: EntityManager, { id, at, themes }: ThemeChange): Promise<void> {
  const [later] = await em.execute<{ title: string }[]>(
    `select title from theme_change where undone_at is null and (at, id) > (?, ?::uuid) and themes && ?::uuid[]
     order by at limit 1`,
    [at, id, sqlArray(themes)],
  );
  if (later) throw new Conflict(undoFirst(later.title));
}

/** @throws Conflict when materials or people would lose a theme that they have come to name since */
async function requireUnused(
  em: EntityManager,
  now: readonly ThemeSnapshot[],
  before: readonly ThemeSnapshot[],
  created: readonly string[],
): Promise<void> {
  const open = (status: string) => status === ThemeStatus.ACTIVE || status === ThemeStatus.CLOSED;
  const hidden = before.filter(
    ({ id, status }) => !open(status) && now.some((one) => one.id === id && open(one.status)),
  );
  const going = [...hidden.map(({ id }) => id), ...created];
  const [used] = await em.execute<{ title: string }[]>(
    `select t.title from priority_theme t where t.id = any(?::uuid[]) and (
       exists (select from material_version_theme vt where vt.priority_theme_id = t.id)
       or exists (select from follow f where f.kind = 'THEME' and f.target_id = t.id)
       or exists (select from agenda_item i join meeting m on m.id = i.meeting_id
         where i.theme_id = t.id and m.status <> 'CANCELLED')
       or exists (select from material_call c where c.theme_id = t.id)
       or exists (select from experience_address e where e.theme_id = t.id)) limit 1`,
    [sqlArray(going)],
  );
  if (used)
    throw new Conflict({
      ru: `Отменить нельзя: тему «${used.title}» уже называют материалы, повестка совета или подписчики. Закройте её или слейте с другой.`,
      en: `This cannot be undone: materials, an agenda or followers name the theme “${used.title}”. Close it or merge it into another.`,
    });
}

/** @throws Conflict when another theme has come to lie under one that would go: it would silently come to the top */
async function requireNothingUnder(em: EntityManager, going: readonly string[]): Promise<void> {
  const [under] = await em.execute<{ title: string; merged: boolean }[]>(
    `select title, merged_into_id is not null as merged from priority_theme
     where broader_id = any(?::uuid[]) and id <> all(?::uuid[]) order by merged limit 1`,
    [sqlArray(going), sqlArray(going)],
  );
  if (under?.merged)
    throw new Conflict({
      ru: `Отменить нельзя: внутри этой темы лежала «${under.title}», которую потом слили с другой. Сначала отмените слияние.`,
      en: `This cannot be undone: “${under.title}”, which was merged later, lay under this theme. Undo the merge first.`,
    });
  if (under)
    throw new Conflict({
      ru: `Отменить нельзя: внутри этой темы лежит «${under.title}». Сначала переместите её.`,
      en: `This cannot be undone: “${under.title}” lies under this theme. Move it first.`,
    });
}

/** @throws Conflict when a theme would lie under itself, or under one that is none any more */
async function requireTree(em: EntityManager, themes: readonly ThemeSnapshot[]): Promise<void> {
  const [broken] = await em.execute<{ title: string }[]>(
    `select t.title from priority_theme t left join priority_theme b on b.id = t.broader_id
     where t.id = any(?::uuid[]) and t.merged_into_id is null and t.broader_id is not null and (b.merged_into_id is not null
       or exists (with recursive above as (select b.id, b.broader_id
           union select x.id, x.broader_id from priority_theme x join above on x.id = above.broader_id)
         select from above where above.id = t.id)) limit 1`,
    [sqlArray(themes.map(({ id }) => id))],
  );
  if (broken)
    throw new Conflict({
      ru: `Отменить нельзя: место темы «${broken.title}» в дереве с тех пор изменилось. Переместите её вручную.`,
      en: `This cannot be undone: the place of the theme “${broken.title}” in the tree has changed since. Move it by hand.`,
    });
}

/** @throws Conflict when another theme has taken a name that is to be given back */
async function requireFreeNames(em: EntityManager, themes: readonly ThemeSnapshot[]): Promise<void> {
  const above = [...new Set(themes.flatMap(({ broader }) => broader ?? []))];
  if ((await em.count(PriorityTheme, { id: { $in: above } })) < above.length)
    throw new Conflict({
      ru: 'Отменить нельзя: темы, внутри которой эта лежала, больше нет. Переместите её вручную.',
      en: 'This cannot be undone: the theme that it lay under is gone. Move it by hand.',
    });
  const [taken] = await em.execute<{ title: string }[]>(
    `select title from priority_theme where (title = any(?) or slug = any(?)) and id <> all(?::uuid[]) limit 1`,
    [
      sqlArray(themes.map(({ title }) => title)),
      sqlArray(themes.map(({ slug }) => slug)),
      sqlArray(themes.map(({ id }) => id)),
    ],
  );
  if (taken)
    throw new Conflict({
      ru: `Отменить нельзя: название или адрес уже у темы «${taken.title}». Сначала переименуйте её.`,
      en: `This cannot be undone: the theme “${taken.title}” has the name or address now. Rename it first.`,
    });
}

const UNDONE = { ru: 'Это изменение уже отменили.', en: 'This change was undone already.' };
const undoFirst = (title: string) => ({
  ru: `Сначала отмените более позднее изменение тех же тем: «${title}».`,
  en: `Undo a later change of the same themes first: “${title}”.`,
});
