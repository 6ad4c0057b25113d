import { type EntityManager, type MikroORM, ref } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildOrganization, buildPerson } from '../../../test/builders.js';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { buildAccount, memberOf } from '../../../test/members.js';
import { Role } from '../../directory/role.js';
import { entities } from '../../entities.js';
import { canDecide, canRead, canRecall, mayReturn } from '../../materials/authoring/authoring.policy.js';
import { Contribution } from '../../materials/contribution.entity.js';
import { MaterialKind, MaterialStatus } from '../../materials/material-enums.js';
import { MaterialVersion } from '../../materials/material-version.entity.js';
import { Material } from '../../materials/material.entity.js';
import { mayTake } from '../../materials/material-transitions.js';
import { type Actor, GUEST } from '../../platform/actor.js';
import { openOrm } from '../../platform/database.js';
import { canAssign, seesToReviews } from './review.policy.js';

let database: TestDatabase;
let orm: MikroORM;
beforeAll(async () => {
  database = await createTestDatabase();
  orm = await openOrm(database.url, entities);
});
afterAll(async () => {
  await orm.close(true);
  await database.drop();
});

const { DRAFT, SUBMITTED, IN_REVIEW, COUNCIL, REVISION, REJECTED } = MaterialStatus;
const STATES = [DRAFT, SUBMITTED, IN_REVIEW, COUNCIL, REVISION, REJECTED] as const;
const ACTORS = [
  ...['guest', 'teacher', 'owner', 'co-author', 'expert', 'blind methodist', 'methodist elsewhere'],
  ...['methodist', 'secretary', 'chair', 'member', 'admin', 'secretary as co-author'],
] as const;

/** What may be done in a state: read, assign, return, decide, recall. */
const ACTIONS: readonly [string, (actor: Actor, material: Material) => boolean][] = [
  ['reads', canRead],
  ['assigns', canAssign],
  ['returns', (actor, material) => mayReturn(actor, material) && mayTake('sendBack', material.draftStatus)],
  ['decides', canDecide],
  ['recalls', canRecall],
  ['sees to it', seesToReviews],
];

/** A material in a state, with everybody who could have to do with it. */
function arrange(em: EntityManager, state: MaterialStatus) {
  const [school, other] = [buildOrganization(em), buildOrganization(em)];
  const account = () => buildAccount(em, { person: buildPerson(em, undefined, school) });
  const [owner, coAuthor, blind, keeper, stranger] = Array.from({ length: 5 }, account);
  const material = em.create(Material, {
    ...{ kind: MaterialKind.PROJECT, draftStatus: state, status: state, reviewRound: 1 },
    ...{ owner: ref(owner!), organization: ref(school), blindReviewers: [blind!.id] },
  });
  const draft = em.create(MaterialVersion, {
    ...{ material: ref(material), number: 1, title: 'Проект', annotation: 'О проекте.' },
  });
  material.draftVersion = ref(draft);
  for (const [position, one] of [owner!, coAuthor!, keeper!].entries())
    em.create(Contribution, {
      ...{ materialVersion: ref(draft), position, person: ref(one.person.unwrap()) },
      ...{ name: 'Тестова Анна', shortName: 'Тестова А.', confirmedAt: new Date() },
    });
  const elsewhere = { role: Role.METHODIST, scope: 'ORGANIZATION', scopeId: other.id } as const;
  const as = (...roles: Role[]) => memberOf(stranger!, roles);
  const actors: Record<(typeof ACTORS)[number], Actor> = {
    guest: GUEST,
    teacher: as(),
    owner: memberOf(owner!),
    'co-author': memberOf(coAuthor!, [Role.METHODIST]),
    expert: as(Role.EXPERT),
    'blind methodist': memberOf(blind!, [Role.METHODIST]),
    'methodist elsewhere': { ...as(), roles: [elsewhere] },
    methodist: as(Role.METHODIST),
    secretary: as(Role.COUNCIL_SECRETARY),
    chair: as(Role.COUNCIL_CHAIR),
    member: as(Role.COUNCIL_MEMBER),
    admin: as(Role.ADMIN),
    'secretary as co-author': memberOf(keeper!, [Role.COUNCIL_SECRETARY]),
  };
  return { material, actors };
}

/** What is allowed; whatever is not written here is not. */
const ALLOWED: Readonly<Record<string, Partial<Record<(typeof ACTORS)[number], string>>>> = {
  DRAFT: {
    owner: 'reads',
    'co-author': 'reads',
    'secretary as co-author': 'reads',
    ...{ methodist: 'sees to it', secretary: 'sees to it', chair: 'sees to it' },
  },
  SUBMITTED: {
    owner: 'reads, recalls',
    'co-author': 'reads',
    'secretary as co-author': 'reads',
    methodist: 'reads, assigns, returns, decides, sees to it',
    secretary: 'reads, assigns, returns, sees to it',
    chair: 'reads, assigns, sees to it',
    member: 'reads',
  },
  IN_REVIEW: {
    owner: 'reads, recalls',
    'co-author': 'reads',
    'secretary as co-author': 'reads',
    methodist: 'reads, assigns, returns, decides, sees to it',
    secretary: 'reads, assigns, returns, sees to it',
    chair: 'reads, assigns, sees to it',
    member: 'reads',
  },
  COUNCIL: {
    owner: 'reads',
    'co-author': 'reads',
    'secretary as co-author': 'reads',
    methodist: 'reads, returns, decides, sees to it',
    secretary: 'reads, returns, sees to it',
    chair: 'reads, sees to it',
    member: 'reads',
  },
  REVISION: {
    owner: 'reads',
    'co-author': 'reads',
    'secretary as co-author': 'reads',
    ...{ methodist: 'sees to it', secretary: 'sees to it', chair: 'sees to it' },
  },
  REJECTED: {
    owner: 'reads',
    'co-author': 'reads',
    'secretary as co-author': 'reads',
    ...{ methodist: 'sees to it', secretary: 'sees to it', chair: 'sees to it' },
  },
};

describe.each(STATES)('in the state %s', (state) => {
  test.each(ACTORS)('%s may do just what the table says', (name) => {
    const { material, actors } = arrange(orm.em.fork(), state);
    const may = ACTIONS.filter(([, allows]) => allows(actors[name], material)).map(([action]) => action);
    expect(may.join(', ')).toBe(ALLOWED[state]![name] ?? '');
  });
});

test('an author recalls nothing once a review has come in', () => {
  const { material, actors } = arrange(orm.em.fork(), IN_REVIEW);
  material.reviewsIn = 1;
  expect(canRecall(actors.owner, material)).toBe(false);
});
