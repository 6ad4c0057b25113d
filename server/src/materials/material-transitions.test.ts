import { type EntityManager, type MikroORM, ref } from '@mikro-orm/postgresql';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import { BEGUN, type Model, STEPS, type StepName } from '../../test/material-model.js';
import { entities } from '../entities.js';
import { openOrm } from '../platform/database.js';
import { Conflict } from '../platform/errors.js';
import { License, MaterialKind, MaterialStatus } from './material-enums.js';
import { MaterialVersion } from './material-version.entity.js';
import { Material } from './material.entity.js';

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

/** Takes each step once or more, so that none is left to chance. */
const EVERY_STEP: StepName[] = [
  ...(['submit', 'recall', 'submit', 'sendToReview', 'bringToCouncil', 'sendBack', 'submit'] as const),
  ...(['publish', 'outdate', 'confirmCurrent', 'startNewVersion', 'submit', 'reject'] as const),
  ...(['withdraw', 'reinstate'] as const),
];

/** A material in memory with all versions that it ever had. */
class Life {
  readonly material: Material;
  readonly versions: MaterialVersion[] = [];

  constructor(private readonly em: EntityManager) {
    this.material = em.create(Material, { kind: MaterialKind.PROJECT, draftStatus: MaterialStatus.DRAFT });
    this.material.draftVersion = ref(this.version());
  }

  /** Takes a step on the version that is under way, or on the first where none is. */
  take(step: StepName): void {
    const { material } = this;
    const draft = material.draftVersion?.unwrap() ?? this.versions[0]!;
    if (step === 'sendBack') {
      const next = this.version();
      this.undoing(() => material.sendBack(draft, next));
    } else if (step === 'startNewVersion') {
      const next = this.version();
      this.undoing(() => material.startNewVersion(next));
    } else if (step === 'publish' || step === 'submit') material[step](draft, NOW);
    else if (step === 'confirmCurrent') material.confirmCurrent('2029-11-25');
    else if (step === 'withdraw') material.withdraw('Устарело.', NOW);
    else if (step === 'outdate' || step === 'reinstate') material[step]();
    else material[step](draft);
  }

  /** What the model would say of it. */
  get state(): Model {
    const { status, draftStatus, publishedVersion } = this.material;
    return {
      status,
      draft: draftStatus ?? null,
      published: publishedVersion != null,
      versions: this.versions.length,
    };
  }

  private version(): MaterialVersion {
    const version = this.em.create(MaterialVersion, {
      material: ref(this.material),
      number: this.versions.length + 1,
      title: 'Проект',
      annotation: 'О проекте.',
      license: License.CC_BY,
    });
    this.versions.push(version);
    return version;
  }

  /** A refused step leaves no version behind. */
  private undoing(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.versions.pop();
      throw error;
    }
  }
}

test(`J106: over ${HISTORIES} random histories a step is taken or refused just as the table of states says`, () => {
  const steps = Object.keys(STEPS) as StepName[];
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...steps), { minLength: 1, maxLength: 25 }), (history) => {
      const life = new Life(orm.em.fork());
      let model = BEGUN;
      for (const step of history) {
        const next = STEPS[step](model);
        const draft = life.material.draftVersion?.unwrap();
        let refused: unknown;
        try {
          life.take(step);
        } catch (error) {
          refused = error;
        }
        if (next) expect(refused, `${step} after ${history.join(' ')}`).toBeUndefined();
        else expect(refused, `${step} after ${history.join(' ')}`).toBeInstanceOf(Conflict);
        model = next ?? model;
        expect(life.state).toEqual(model);
        if (next) seen.add(step);
        if (next && step === 'publish') expect(life.material.publishedVersion?.id).toBe(draft?.id);
        // what others look at, or have looked at, is frozen; what is being written is not
        const working = life.material.draftVersion?.unwrap();
        const writing = model.draft === 'DRAFT' || model.draft === 'REVISION';
        if (working) expect(working.frozenAt != null).toBe(!writing);
      }
    }),
    { numRuns: HISTORIES, examples: [[EVERY_STEP]] },
  );
  expect([...seen].toSorted(), 'each step was taken at least once').toEqual(steps.toSorted());
}, 300_000);
