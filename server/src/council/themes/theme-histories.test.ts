import type { MikroORM } from '@mikro-orm/postgresql';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildMaterial, buildTheme } from '../../../test/builders.js';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { buildAccount, memberOf } from '../../../test/members.js';
import { Role } from '../../directory/role.js';
import { entities } from '../../entities.js';
import type { Member } from '../../platform/actor.js';
import { openOrm } from '../../platform/database.js';
import { Conflict, DomainError } from '../../platform/errors.js';
import { sqlArray } from '../../platform/sql-array.js';
import { PriorityTheme, ThemeStatus } from '../../vocabulary/priority-theme.entity.js';
import { ThemeJoiningService } from './theme-joining.service.js';
import { ThemeService } from './theme.service.js';
import { ThemeUndoService } from './theme-undo.service.js';

const LIVES = 10_000;
const HISTORIES = 40;

let database: TestDatabase;
let orm: MikroORM;
let secretary: Member;
beforeAll(async () => {
  database = await createTestDatabase();
  orm = await openOrm(database.url, entities);
  const em = orm.em.fork();
  const account = buildAccount(em, { roles: [Role.COUNCIL_SECRETARY] });
  await em.flush();
  secretary = memberOf(account, [Role.COUNCIL_SECRETARY]);
});
afterAll(async () => {
  await orm.close(true);
  await database.drop();
});

/** domain.md §2: from which states a step may be taken, and where it leads. */
const TABLE = {
  approve: { from: ['PROPOSED'], to: 'APPROVED' },
  activate: { from: ['APPROVED', 'CLOSED'], to: 'ACTIVE' },
  close: { from: ['ACTIVE'], to: 'CLOSED' },
} as const;
type Step = keyof typeof TABLE;
const may = (step: Step, state: string) => (TABLE[step].from as readonly string[]).includes(state);

test(`over ${LIVES} random histories a theme goes just the way that the table of states allows`, () => {
  const seen = new Set<string>();
  const step = fc.record({
    step: fc.constantFrom(...(Object.keys(TABLE) as Step[])),
    day: fc.integer({ min: 10, max: 28 }).map((day) => `2026-11-${day}`),
  });
  // whatever chance takes, each step is taken
  const certain = (['approve', 'activate', 'close', 'activate'] as const).map((act, at) => {
    return { step: act, day: `2026-11-${10 + at}` };
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (history) => {
      const one = Object.assign(new PriorityTheme(), { status: ThemeStatus.PROPOSED });
      let state: string = ThemeStatus.PROPOSED;
      // days go on
      for (const { step: act, day } of history.toSorted((a, b) => (a.day < b.day ? -1 : 1))) {
        const take = () => (act === 'approve' ? one.approve('Протокол № 1') : one[act](day));
        if (may(act, state)) {
          seen.add(`${state} ${act}`);
          take();
          state = TABLE[act].to;
        } else expect(take, `${act} at ${state}`).toThrow(Conflict);
        expect(one.status).toBe(state);
        // what the public ever saw was decided on, and has a first day; only what is closed has a last one behind it
        expect(one.decision != null).toBe(state !== 'PROPOSED');
        expect(one.activeFrom != null).toBe(state === 'ACTIVE' || state === 'CLOSED');
        if (one.activeTo) expect(one.activeTo >= one.activeFrom!).toBe(true);
        if (state === 'CLOSED') expect(one.activeTo).not.toBeNull();
      }
    }),
    { numRuns: LIVES, examples: [[certain]] },
  );
  expect(seen.size, 'every step that the table allows was taken').toBe(4);
});

interface Row {
  readonly id: string;
  readonly version: number;
  readonly slug: string;
  readonly title: string;
  readonly status: string;
  readonly broader: string | null;
  readonly merged: boolean;
}
/** What a merge or a split has done to materials. */
interface Moved {
  readonly from: string;
  readonly to: string;
  readonly materials: readonly { slug: string; taken: boolean }[];
}
/** Themes of each material, as the model has them. */
type Links = Map<string, Set<string>>;

const ACTS = [
  ...['propose', 'rename', 'move', 'approve', 'activate', 'close'],
  ...['merge', 'splitOff', 'splitInto', 'undo'],
] as const;
type Act = (typeof ACTS)[number];
interface Action {
  readonly act: Act;
  readonly one: number;
  readonly other: number;
  readonly place: number;
}
const acted = (act: Act, one: number, other = one): Action => ({ act, one, other, place: 0 });
/**
 * A history that takes every step, before the random ones: chance alone often leaves out one. The fifth theme is the one
 * that is proposed.
 */
const CERTAIN: Action[] = [
  ...[acted('propose', 0), acted('approve', 4), acted('activate', 4), acted('close', 4)],
  ...[acted('rename', 1), acted('move', 1, 2), acted('splitOff', 0), acted('splitInto', 2, 3)],
  ...[acted('merge', 3, 2), acted('undo', 0)],
];

test('over random histories of a whole tree it stays a tree, and no address and no material is lost', async () => {
  const [themes, joining, undoing] = [
    new ThemeService(orm),
    new ThemeJoiningService(orm),
    new ThemeUndoService(orm),
  ];
  const sql = <T>(text: string, values: unknown[] = []) => orm.em.fork().execute<T[]>(text, values as never);
  let histories = 0;
  const reached = new Set<string>();
  const action = fc.record<Action>({
    act: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom<Act>('merge', 'move', 'splitOff', 'undo') },
      { weight: 3, arbitrary: fc.constantFrom<Act>(...ACTS) },
    ),
    one: fc.nat({ max: 20 }),
    other: fc.nat({ max: 20 }),
    place: fc.nat({ max: 5 }),
  });

  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 8, maxLength: 14 }), async (history) => {
      const name = `История ${(histories += 1)}`;
      let made = 0;
      const title = () => `${name} тема ${(made += 1)}`;
      const em = orm.em.fork();
      const begun = Array.from({ length: 4 }, () => buildTheme(em, { title: title() }));
      const materials = [[0], [0, 1], [1, 2], [2], [3]].map((of) =>
        buildMaterial(em, { title: name, themes: of.map((index) => begun[index]!) }),
      );
      await em.flush();
      const links: Links = new Map(
        materials.map(({ slug, publishedVersion }) => [
          slug!,
          new Set(publishedVersion!.unwrap().themes.getIdentifiers() as string[]),
        ]),
      );
      const moves = new Map<string, Moved>();
      /** Addresses that themes have had, each with the theme that had it. */
      const addresses = new Map<string, string>();
      const rows = () =>
        sql<Row>(
          `select id, version, slug, title, status, broader_id as broader, merged_into_id is not null as merged
           from priority_theme where title like ? order by id`,
          [`${name} тема %`],
        );

      for (const { act, one, other, place } of history) {
        const before = await rows();
        const live = before.filter(({ merged }) => !merged);
        const [theme, into] = [live[one % live.length]!, live[other % live.length]!];
        const seen = { id: theme.id, expectedVersion: theme.version };
        const own = [...links].filter(([, of]) => of.has(theme.id)).map(([slug]) => slug);
        const names = { title: title(), shortTitle: 'Тема' };
        const changes = await sql<{ id: string }>(
          `select id from theme_change where undone_at is null and themes && ?::uuid[] order by at desc, id desc limit 2`,
          [sqlArray(before.map(({ id }) => id))],
        );
        const undone = changes[place % 2] ?? changes[0];
        const isUnder = (row: Row | undefined): boolean =>
          row !== undefined && (row.id === theme.id || isUnder(live.find(({ id }) => id === row.broader)));
        const isOpen = ({ status }: Row) => status === 'ACTIVE' || status === 'CLOSED';
        const hides = isOpen(theme) && !isOpen(into);
        const chosen = own.slice(0, 1 + (place % 2));

        const steps: Record<Act, { run: () => Promise<void>; allowed?: boolean }> = {
          propose: {
            run: () =>
              themes.propose(secretary, { ...names, rationale: 'Нужна.', broader: into.id } as never),
            allowed: true,
          },
          rename: { run: () => themes.rename(secretary, { ...seen, ...names }), allowed: true },
          move: {
            run: () => themes.move(secretary, { ...seen, broader: into.id, position: place }),
            allowed: !isUnder(into),
          },
          approve: {
            run: () => themes.approve(secretary, { ...seen, decision: 'Протокол № 1' }),
            allowed: may('approve', theme.status),
          },
          activate: {
            run: () => themes.activate(secretary, seen),
            allowed: may('activate', theme.status),
          },
          close: { run: () => themes.close(secretary, seen), allowed: may('close', theme.status) },
          merge: {
            run: () =>
              joining.merge(secretary, { ...seen, into: into.id, expectedVersionOfInto: into.version }),
            allowed: !isUnder(into) && !hides,
          },
          splitOff: {
            run: () => joining.split(secretary, { ...seen, ...names, under: place > 2, materials: chosen }),
            allowed: chosen.length > 0,
          },
          splitInto: {
            run: () => joining.split(secretary, { ...seen, into: into.id, under: false, materials: chosen }),
            allowed: chosen.length > 0 && into.id !== theme.id && !hides,
          },
          undo: { run: () => (undone ? undoing.undo(secretary, undone.id) : Promise.reject(new Conflict())) },
        };
        const { run, allowed } = steps[act];
        const refused = await run().then(
          () => null,
          (error: unknown) => error,
        );
        const told = `${act} ${theme.title} ${into.title}`;
        if (refused !== null && !(refused instanceof DomainError)) throw refused;
        if (allowed !== undefined) expect(refused === null, told).toBe(allowed);
        const after = await rows();
        if (refused === null) {
          reached.add(act);
          const [last] = await sql<{ id: string; kind: string }>(
            'select id, kind from theme_change order by at desc, id desc limit 1',
          );
          const fresh = after.find(({ id }) => before.every((row) => row.id !== id));
          const to = act === 'splitOff' ? fresh!.id : into.id;
          const moved = act === 'merge' ? own : act === 'splitOff' || act === 'splitInto' ? chosen : [];
          if (moved.length > 0) moves.set(last!.id, move(links, theme.id, to, moved));
          if (act === 'undo') {
            moveBack(links, moves.get(undone!.id));
            // what was only proposed goes with its addresses: nobody has seen it
            for (const row of before.filter(({ id, status }) => status === 'PROPOSED' && !has(after, id)))
              for (const [slug, id] of addresses) if (id === row.id) addresses.delete(slug);
          }
        }
        for (const row of after) if (!row.merged) addresses.set(row.slug, row.id);

        const [state] = await sql<{ links: Record<string, string[]>; loops: number; lost: string[] }>(
          `with recursive mine as (select * from priority_theme where title like ?),
             live as (select * from mine where merged_into_id is null),
             up as (select id, broader_id, 1 as depth from live union all
               select up.id, t.broader_id, up.depth + 1 from up join live t on t.id = up.broader_id where up.depth < 50)
           select (select json_object_agg(m.slug, array(select vt.priority_theme_id from material_version_theme vt
               where vt.material_version_id = m.published_version_id order by 1))
               from material m where m.slug = any(?)) as links,
             (select count(*)::int from live where not exists (select from up where up.id = live.id and up.broader_id is null))
               as loops,
             array(select a from unnest(?::text[]) a where not exists (select from live where live.slug = a)
               and not exists (select from priority_theme_address f join live on live.id = f.theme_id where f.slug = a)) as lost`,
          [`${name} тема %`, sqlArray([...links.keys()]), sqlArray([...addresses.keys()])],
        );
        const alive = new Set(after.filter(({ merged }) => !merged).map(({ id }) => id));
        expect(state!.loops, `${told}: each theme hangs on the trunk`).toBe(0);
        expect(state!.lost, `${told}: each address leads somewhere`).toEqual([]);
        for (const [slug, of] of links) {
          expect(state!.links[slug], `${told}: ${slug}`).toEqual([...of].toSorted());
          expect(
            [...of].every((id) => alive.has(id)) && of.size > 0,
            `${told}: a theme that is none any more`,
          ).toBe(true);
        }
      }
    }),
    { numRuns: HISTORIES, examples: [[CERTAIN]] },
  );
  expect(
    ACTS.filter((act) => !reached.has(act)),
    'done at least once',
  ).toEqual([]);
}, 300_000);

const has = (rows: readonly Row[], id: string) => rows.some((row) => row.id === id);

/** Gives materials of one theme to another in the model. */
function move(links: Links, from: string, to: string, slugs: readonly string[]): Moved {
  const materials = slugs.map((slug) => {
    const of = links.get(slug)!;
    const taken = of.has(to);
    of.delete(from);
    of.add(to);
    return { slug, taken };
  });
  return { from, to, materials };
}

function moveBack(links: Links, moved: Moved | undefined): void {
  if (!moved) return;
  for (const { slug, taken } of moved.materials) {
    const of = links.get(slug)!;
    if (!taken) of.delete(moved.to);
    of.add(moved.from);
  }
}
