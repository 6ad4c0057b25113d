import type { MikroORM } from '@mikro-orm/postgresql';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { buildAccount } from '../../../test/members.js';
import { entities } from '../../entities.js';
import { openOrm } from '../../platform/database.js';
import { Conflict } from '../../platform/errors.js';
import { ExperienceAddress } from './experience.entity.js';

const HISTORIES = 10_000;
const NOW = new Date('2026-11-25T08:00:00Z');

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

/** domain.md §2 in as few words as it can be told: from which states a step may be taken, and where it leads. */
const TABLE = {
  submit: { from: ['DRAFT', 'RETURNED'], to: 'SUBMITTED' },
  sendBack: { from: ['SUBMITTED'], to: 'RETURNED' },
  enter: { from: ['SUBMITTED'], to: 'ENTERED' },
  withdraw: { from: ['ENTERED'], to: 'WITHDRAWN' },
} as const;
type Step = keyof typeof TABLE;
const STEPS = Object.keys(TABLE) as Step[];

const ACTS: Readonly<Record<Step, (one: ExperienceAddress) => void>> = {
  submit: (one) => one.submit(null, NOW),
  sendBack: (one) => one.sendBack('Назовите цель.'),
  enter: (one) => one.enter(2026, 1, { name: 'Зимина Ольга', post: null, organizationName: null }, NOW),
  withdraw: (one) => one.withdraw('Больше не ведётся.', NOW),
};

test(`over ${HISTORIES} random histories an experience goes just the way that the table of states allows`, () => {
  const em = orm.em.fork();
  const owner = buildAccount(em);
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...STEPS), { maxLength: 12 }), (history) => {
      const one = orm.em.fork().create(ExperienceAddress, { owner, person: owner.person.unwrap() } as never);
      let state: string = 'DRAFT';
      for (const step of history) {
        const { from, to } = TABLE[step];
        const may = (from as readonly string[]).includes(state);
        if (may) {
          seen.add(`${state} ${step}`);
          ACTS[step](one);
          state = to;
        } else expect(() => ACTS[step](one), `${step} after ${history.join(' ')}`).toThrow(Conflict);
        expect(one.state).toBe(state);
        // only its author's states let it be changed, and only what is or was in the register has a number
        expect(one.isEditable).toBe(state === 'DRAFT' || state === 'RETURNED');
        expect(one.number != null).toBe(state === 'ENTERED' || state === 'WITHDRAWN');
        expect(one.returnNote != null).toBe(state === 'RETURNED');
      }
    }),
    // whatever chance takes, each step is taken
    { numRuns: HISTORIES, examples: [[['submit', 'sendBack', 'submit', 'enter', 'withdraw']]] },
  );
  expect(seen.size, 'every step that the table allows was taken').toBe(5);
});
