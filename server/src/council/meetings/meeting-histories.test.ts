import type { MikroORM } from '@mikro-orm/postgresql';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildOrganization, buildPerson } from '../../../test/builders.js';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { storeDraft } from '../../../test/drafts.js';
import { buildAccount, memberOf } from '../../../test/members.js';
import type { Account } from '../../directory/account.entity.js';
import { Role } from '../../directory/role.js';
import { entities } from '../../entities.js';
import { PublicationService } from '../../materials/authoring/publication.service.js';
import { CertificateService } from '../../materials/certificates/certificate.service.js';
import { RejectionReason } from '../../materials/material-decision.entity.js';
import { MaterialStatus } from '../../materials/material-enums.js';
import { openOrm } from '../../platform/database.js';
import { Conflict, DomainError } from '../../platform/errors.js';
import { sqlArray } from '../../platform/sql-array.js';
import { AgendaItemKind, AgendaOutcome } from './agenda-item-kind.js';
import { AgendaItem, Meeting } from './meeting.entity.js';
import { MeetingService } from './meeting.service.js';
import { PlanningService } from './planning.service.js';
import { ProtocolService } from './protocol.service.js';
import { carries, votersOn } from './voters.js';

const LIVES = 10_000;
const HISTORIES = 16;
const ROLES = [Role.COUNCIL_CHAIR, Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER, Role.COUNCIL_MEMBER];
const [CHAIR, SECRETARY] = [0, 1];
const ELSEWHERE = { timeZone: 'Asia/Vladivostok', place: 'Кабинет 14' };
/** More than half of four. */
const QUORUM = 3;

let database: TestDatabase;
let orm: MikroORM;
let council: Account[];
let author: Account;
beforeAll(async () => {
  database = await createTestDatabase();
  orm = await openOrm(database.url, entities);
  const em = orm.em.fork();
  council = ROLES.map((role) =>
    buildAccount(em, { roles: [role], person: buildPerson(em, undefined, buildOrganization(em)) }),
  );
  author = buildAccount(em);
  await em.flush();
});
afterAll(async () => {
  await orm.close(true);
  await database.drop();
});

test(`over ${LIVES} random histories a meeting is moved, called off, opened, closed and signed as its table says, and signed once`, () => {
  type Step = 'add' | 'decide' | 'move' | 'cancel' | 'open' | 'close' | 'reopen' | 'finish';
  const seen = new Set<string>();
  const action = fc.record({
    act: fc.constantFrom<Step>('add', 'decide', 'move', 'cancel', 'open', 'close', 'reopen', 'finish'),
    present: fc.integer({ min: QUORUM - 1, max: 4 }),
  });
  // whatever chance takes, each step is taken
  const certain = [
    ['cancel'] as const,
    ['move', 'add', 'open', 'decide', 'close', 'reopen', 'close', 'finish'] as const,
  ].map((acts) => acts.map((act) => ({ act, present: QUORUM })));
  fc.assert(
    fc.property(fc.array(action, { maxLength: 14 }), (history) => {
      const em = orm.em.fork();
      const meeting = em.create(Meeting, { startsAt: new Date(), place: 'Кабинет 12' });
      let [state, items, decided] = ['PLANNED', 0, 0];
      for (const { act, present } of history) {
        if (act === 'add' || act === 'decide') {
          // an open meeting takes what comes up, and writes down what it decides
          if (act === 'add' && (state === 'PLANNED' || state === 'OPEN')) {
            meeting.items.add(em.create(AgendaItem, { kind: AgendaItemKind.OTHER, title: 'План' } as never));
            items += 1;
          } else if (act === 'decide' && state === 'OPEN' && decided < items)
            meeting.items.getItems()[decided++]!.outcome = AgendaOutcome.NOTE;
          continue;
        }
        const to = {
          move: state === 'PLANNED' ? 'PLANNED' : null,
          cancel: state === 'PLANNED' ? 'CANCELLED' : null,
          open: state === 'PLANNED' && items > 0 && present >= QUORUM ? 'OPEN' : null,
          close: state === 'OPEN' && decided === items ? 'CLOSED' : null,
          reopen: state === 'CLOSED' ? 'OPEN' : null,
          finish: state === 'CLOSED' ? 'PROTOCOL_SIGNED' : null,
        }[act];
        const go = () => {
          if (act === 'open') meeting.open(present, QUORUM);
          else if (act === 'move') meeting.move({ ...ELSEWHERE, startsAt: new Date() });
          else if (act === 'cancel') meeting.cancel(null);
          else meeting[act]();
        };
        if (to) go();
        else expect(go, `${act} at ${state}`).toThrow(Conflict);
        if (to) seen.add(`${state} ${act}`);
        state = to ?? state;
        expect(meeting.status).toBe(state);
      }
    }),
    { numRuns: LIVES, examples: certain.map((history) => [history]) },
  );
  expect(seen.size, 'every step that the table allows was taken').toBe(6);
});

test(`over ${LIVES} random votes nobody votes on own work, and only more or the chair carry a decision`, () => {
  const person = fc.record({
    present: fc.boolean(),
    person: fc.constantFrom('a', 'b', 'c', 'd'),
    organization: fc.constantFrom('школа', 'сад', null),
  });
  const vote = fc.record({
    members: fc.array(person, { maxLength: 7 }),
    authors: fc.subarray(['a', 'b', 'c', 'd']),
    of: fc.constantFrom('школа', 'центр', null),
    colleagues: fc.boolean(),
    votes: fc.tuple(fc.nat({ max: 7 }), fc.nat({ max: 7 })),
    casting: fc.boolean(),
  });
  fc.assert(
    fc.property(vote, ({ members, authors, of, colleagues, votes: [pro, contra], casting }) => {
      const there = members.map((member) => ({ ...member, member }));
      const behind = { people: new Set(authors), organization: of };
      const { voters, conflicted } = votersOn(behind, there, colleagues);
      for (const one of members) {
        const own = authors.includes(one.person) || (colleagues && of !== null && one.organization === of);
        expect(conflicted.includes(one)).toBe(one.present && own);
      }
      expect(voters).toBe(members.filter(({ present }) => present).length - conflicted.length);
      expect(votersOn(null, there, colleagues).conflicted).toEqual([]);
      const carried = carries(pro, contra, casting);
      expect(carried === 'yes').toBe(pro > contra);
      expect(carried === 'by-chair').toBe(casting && pro === contra && pro > 0);
    }),
    { numRuns: LIVES },
  );
});

interface Matter {
  readonly material: number;
  readonly outcome: AgendaOutcome | null;
}
interface Model {
  readonly state: 'PLANNED' | 'OPEN' | 'CLOSED' | 'PROTOCOL_SIGNED' | 'CANCELLED';
  /** How often it was given another time. */
  readonly moved: number;
  /** How many came; the chair first, then the secretary. */
  readonly present: number;
  readonly matters: readonly Matter[];
}
const ACTS = [
  'add',
  'remove',
  'turn',
  'move',
  'cancel',
  'open',
  'decide',
  'close',
  'reopen',
  'sign',
] as const;
/** Meetings whose matters wait for nothing more from them. */
const OVER: readonly string[] = ['PROTOCOL_SIGNED', 'CANCELLED'];
type Act = (typeof ACTS)[number];
interface Action {
  readonly act: Act;
  readonly meeting: number;
  readonly one: number;
  readonly present: number;
  readonly outcome: AgendaOutcome;
  readonly votes: readonly [number, number];
}
/** What a signature makes of a material. */
const BECOMES: Partial<Record<AgendaOutcome, string>> = {
  PUBLISH: 'PUBLISHED',
  RETURN: 'REVISION',
  REJECT: 'REJECTED',
};
/** The third material is the secretary's own. */
const OWN = 2;

/** When all of them are: one that has been held already is moved to another room alone. */
const HELD = new Date('2026-01-15T07:00:00Z');
/** The room after so many moves. */
const room = (moves: number): string => `Кабинет ${12 + moves}`;

/** domain.md §3 in few words: a step gives the next meeting, or null where it is refused. */
function take(
  { act, meeting, one, present, outcome, votes }: Action,
  all: readonly Model[],
  states: readonly string[],
): Model | null {
  const at = all[meeting]!;
  const { state, matters } = at;
  const editable = state === 'PLANNED' || state === 'OPEN';
  const matter = matters[one];
  const others = matters.filter((_, index) => index !== one);
  switch (act) {
    case 'add': {
      const busy = all.some(
        (other) => !OVER.includes(other.state) && other.matters.some(({ material }) => material === one),
      );
      return editable && !busy && states[one] === 'SUBMITTED'
        ? { ...at, matters: [...matters, { material: one, outcome: null }] }
        : null;
    }
    case 'remove':
      return editable && matter && !matter.outcome ? { ...at, matters: others } : null;
    case 'turn':
      return editable ? { ...at, matters: matters.toReversed() } : null;
    case 'move':
      return state === 'PLANNED' ? { ...at, moved: at.moved + 1 } : null;
    case 'cancel':
      return state === 'PLANNED' ? { ...at, state: 'CANCELLED' } : null;
    case 'open':
      return state === 'PLANNED' && matters.length > 0 && present >= QUORUM
        ? { ...at, state: 'OPEN', present }
        : null;
    case 'decide': {
      if (state !== 'OPEN' || !matter) return null;
      const [pro, contra] = votes;
      const voters = at.present - (matter.material === OWN ? 1 : 0);
      const carried = pro > contra || (pro === contra && pro > 0);
      if (pro + contra > voters || !carried) return null;
      return { ...at, matters: matters.with(one, { ...matter, outcome }) };
    }
    case 'close':
      return state === 'OPEN' && matters.every((each) => each.outcome) ? { ...at, state: 'CLOSED' } : null;
    case 'reopen':
      return state === 'CLOSED' ? { ...at, state: 'OPEN' } : null;
    case 'sign':
      return state === 'CLOSED' ? { ...at, state: 'PROTOCOL_SIGNED' } : null;
  }
}

test('over random histories of two meetings the bank does what the model does, and decides on nothing twice', async () => {
  const issuer = { organization: null, signerPost: 'Директор', signerName: null };
  const planning = new PlanningService(orm);
  const meetings = new MeetingService(orm);
  const protocols = new ProtocolService(orm, new PublicationService(new CertificateService(issuer)));
  const [chair, secretary] = [CHAIR, SECRETARY].map((who) => memberOf(council[who]!, [ROLES[who]!]));
  const sql = <T>(text: string, values: unknown[]) => orm.em.fork().execute<T[]>(text, values as never);
  const reached = new Set<string>();
  const step = (act: Act, more: Partial<Action> = {}): Action => ({
    ...{ act, meeting: 0, one: 0, present: 4, outcome: AgendaOutcome.PUBLISH, votes: [3, 0], ...more },
  });
  const action = fc.record<Action>({
    act: fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom<Act>('add', 'decide') },
      { weight: 1, arbitrary: fc.constantFrom<Act>(...ACTS) },
    ),
    meeting: fc.nat({ max: 1 }),
    one: fc.nat({ max: 2 }),
    present: fc.integer({ min: 2, max: 4 }),
    outcome: fc.constantFrom(AgendaOutcome.PUBLISH, AgendaOutcome.RETURN, AgendaOutcome.REJECT),
    votes: fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 2 })),
  });
  const planned = [step('add'), step('add', { one: 1 }), step('turn'), step('move'), step('remove')];
  const closed = [
    ...[step('add'), step('add', { one: OWN }), step('open'), step('decide'), step('decide', { one: 1 })],
    step('close'),
  ];
  // half of them begin where a protocol waits for its signature, for chance alone seldom comes so far
  const begun = fc.constantFrom<readonly Action[]>(planned, closed);
  /** A history that takes every step, before the random ones: chance alone often leaves out one. */
  const certain = [
    // the other meeting is called off, and what was on its agenda waits for the next one
    ...planned.map((one) => ({ ...one, meeting: 1 })),
    ...[step('add', { one: 1, meeting: 1 }), step('cancel', { meeting: 1 })],
    ...[step('reopen'), step('add', { one: 1 }), step('decide', { one: 2 }), step('close'), step('sign')],
  ];

  await fc.assert(
    fc.asyncProperty(begun, fc.array(action, { minLength: 8, maxLength: 16 }), async (first, actions) => {
      const materials: string[] = [];
      for (const owner of [author, author, council[SECRETARY]!]) {
        const em = orm.em.fork();
        const { material } = await storeDraft(em, owner, { status: MaterialStatus.SUBMITTED });
        materials.push(material.id);
      }
      const plan = { startsAt: HELD, place: room(0) };
      const ids = [await planning.plan(secretary!, plan), await planning.plan(secretary!, plan)];
      let models: readonly Model[] = ids.map(() => ({ state: 'PLANNED', moved: 0, present: 0, matters: [] }));
      let states: readonly string[] = materials.map(() => 'SUBMITTED');
      const shown = () =>
        sql<{
          id: string;
          version: number;
          state: string;
          moved: number;
          items: { id: string; material: string; outcome: string }[];
        }>(
          `select m.id, m.version, m.status as state,
             substring(m.place from '\\d+')::int - 12 as moved, (select coalesce(json_agg(json_build_object('id', i.id, 'material',
             i.material_id, 'outcome', i.outcome) order by i.position), '[]') from agenda_item i where i.meeting_id = m.id)
             as items from meeting m where m.id = any(?::uuid[]) order by array_position(?::uuid[], m.id)`,
          [sqlArray(ids), sqlArray(ids)],
        );

      for (const one of [...first, ...actions]) {
        const { act, meeting, present, outcome, votes } = one;
        const at = (await shown())[meeting]!;
        const seen = { id: at.id, expectedVersion: at.version };
        const item = at.items[one.one]?.id ?? author.id;
        const next = take(one, models, states);
        const run: Record<Act, () => Promise<string>> = {
          add: () => meetings.add(secretary!, { ...seen, material: materials[one.one]! }),
          remove: () => meetings.remove(secretary!, { ...seen, item }),
          turn: () =>
            meetings.order(secretary!, { ...seen, items: at.items.map(({ id }) => id).toReversed() }),
          move: () =>
            planning.move(secretary!, { ...seen, startsAt: HELD, place: room(models[meeting]!.moved + 1) }),
          cancel: () => planning.cancel(secretary!, seen),
          open: () =>
            meetings.open(secretary!, { ...seen, present: council.slice(0, present).map(({ id }) => id) }),
          decide: () =>
            meetings.decide(secretary!, {
              ...{ ...seen, item, outcome, heard: '', spoke: '', resolution: 'Так и решили.' },
              ...{ votesFor: votes[0], votesAgainst: votes[1], votesAbstained: 0 },
              ...{ dueDate: '2026-02-15', reason: RejectionReason.QUALITY },
            }),
          close: () => meetings.close(secretary!, seen),
          reopen: () => meetings.reopen(secretary!, seen),
          sign: () => protocols.sign(chair!, seen),
        };
        const refused = await run[act]().then(
          () => null,
          (error: unknown) => error,
        );
        const told = `${JSON.stringify(one)} at ${JSON.stringify(models)}`;
        if (refused !== null && !(refused instanceof DomainError)) throw refused;
        expect(refused === null, told).toBe(next !== null);
        if (next) {
          reached.add(act);
          models = models.with(meeting, next);
          if (act === 'sign')
            for (const { material, outcome: done } of next.matters)
              states = states.with(material, BECOMES[done!]!);
        }
        const after = await shown();
        expect(
          after.map(({ state, moved, items }) => [
            ...[state, moved, items.map(({ material, outcome: o }) => [material, o])],
          ]),
          told,
        ).toEqual(
          models.map((m) => [
            ...[m.state, m.moved, m.matters.map((of) => [materials[of.material], of.outcome])],
          ]),
        );
        const [bank] = await sql<{ states: string[]; twice: number; gaps: number }>(
          `select array(select coalesce(m.draft_status, m.status) from material m where m.id = any(?::uuid[])
               order by array_position(?::uuid[], m.id)) as states,
             (select count(*)::int from (select from agenda_item i join meeting t on t.id = i.meeting_id
               where t.status = 'PROTOCOL_SIGNED' and i.material_id is not null
               group by i.material_version_id having count(*) > 1) doubled) as twice,
             (select coalesce(max(protocol_number), 0) - count(*)::int from meeting where status = 'PROTOCOL_SIGNED') as gaps`,
          [sqlArray(materials), sqlArray(materials)],
        );
        expect(bank, told).toEqual({ states, twice: 0, gaps: 0 });
      }
    }),
    { numRuns: HISTORIES, examples: [[closed, certain]] },
  );
  expect(
    ACTS.filter((act) => !reached.has(act)),
    'done at least once',
  ).toEqual([]);
}, 300_000);
