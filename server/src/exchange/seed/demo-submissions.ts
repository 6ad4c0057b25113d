import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type EntityManager, ref } from '@mikro-orm/postgresql';
import { formInForce, type ReviewForm } from '../../council/forms/review-form.entity.js';
import { AssignmentState, ReviewAssignment } from '../../council/reviews/review-assignment.entity.js';
import { type Recommendation, Review, ReviewRemark } from '../../council/reviews/review.entity.js';
import { Account } from '../../directory/account.entity.js';
import { parsePersonName } from '../../directory/person-name.js';
import { Person } from '../../directory/person.entity.js';
import { titlePageOf } from '../../materials/authoring/title-page.js';
import type { PublicationService } from '../../materials/authoring/publication.service.js';
import { Contribution } from '../../materials/contribution.entity.js';
import { FileContent } from '../../materials/file-content.entity.js';
import { FileRole } from '../../materials/file-enums.js';
import type { FileIntake } from '../../materials/file-intake.js';
import { License, type MaterialKind, MaterialStatus } from '../../materials/material-enums.js';
import { MaterialVersion } from '../../materials/material-version.entity.js';
import { Material } from '../../materials/material.entity.js';
import { StoredFile } from '../../materials/stored-file.entity.js';
import type { EducationLevel } from '../../vocabulary/education-level.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { PriorityTheme } from '../../vocabulary/priority-theme.entity.js';
import { Subject } from '../../vocabulary/subject.entity.js';
import { readSeed } from './vocabularies.js';

/** `seed/submissions.json`: a material on its way through the council, days counted from the start of the demo. */
interface SubmissionSeed {
  file: string;
  title: string;
  kind: MaterialKind;
  annotation: string;
  author: string;
  themes: string[];
  subjects: string[];
  levels: EducationLevel[];
  grades: number[];
  daysAgo: number;
  state: 'SUBMITTED' | 'IN_REVIEW' | 'COUNCIL' | 'REVISION';
  reviews: ReviewSeed[];
  returned?: { note: string; dueIn: number };
}

interface ReviewSeed {
  /** The account before its `@`. */
  reviewer: string;
  state: `${AssignmentState}`;
  dueIn: number;
  /** In the order of the form. */
  scores?: number[];
  recommendation?: Recommendation;
  toAuthor?: string;
  toCouncil?: string;
  remarks?: { criterion: number; body: string }[];
}

const SECRETARY = 'sekretar@demo.example';
const DAY = 86_400_000;
const inDays = (days: number): Date => new Date(Date.now() + days * DAY);
const dayIn = (days: number): string => inDays(days).toISOString().slice(0, 10);

/**
 * Puts materials of demo authors before the demo council: some to be assigned, some in review, some to be decided.
 * @returns how many there are now; 0 in a bank that has reviews, or has no demo accounts
 */
export async function loadDemoSubmissions(
  em: EntityManager,
  intake: FileIntake,
  publication: PublicationService,
  folder: string,
): Promise<number> {
  // a seed of somebody's own need not have any
  if (!existsSync(join(folder, 'submissions'))) return 0;
  const secretary = await em.findOne(Account, { email: SECRETARY });
  if (!secretary || (await em.count(ReviewAssignment)) > 0) return 0;
  const seeds = await readSeed<SubmissionSeed[]>('submissions', folder);
  await em.transactional(async (tx) => {
    const form = await formInForce(tx);
    form.frozenAt ??= new Date();
    for (const seed of seeds) {
      const { material, draft } = await handIn(tx, intake, seed, join(folder, 'submissions'));
      if (seed.state === 'SUBMITTED') continue;
      material.sendToReview(draft);
      told(tx, material, 'review.invited', inDays(1 - seed.daysAgo));
      for (const [index, review] of seed.reviews.entries())
        await addReview(tx, { material, draft, form, secretary, number: index + 1 }, review);
      material.reviewsIn = seed.reviews.filter(({ state }) => state === AssignmentState.SUBMITTED).length;
      if (seed.state !== 'IN_REVIEW') {
        material.bringToCouncil(draft);
        told(tx, material, 'material.brought-to-council', inDays(-1));
      }
      if (seed.returned) {
        const verdict = { decidedBy: secretary.id, note: seed.returned.note };
        await publication.sendBack(tx, material, draft, verdict, dayIn(seed.returned.dueIn));
      }
      await tx.flush();
    }
  });
  return seeds.length;
}

async function handIn(em: EntityManager, intake: FileIntake, seed: SubmissionSeed, folder: string) {
  const { lastName, firstName, patronymic } = parsePersonName(seed.author)!;
  const author = await em.findOneOrFail(
    Person,
    { lastName, firstName, patronymic: patronymic ?? null },
    { populate: ['organization'] },
  );
  const owner = await em.findOne(Account, { person: author });
  const handedIn = inDays(-seed.daysAgo);
  const material = em.create(Material, {
    ...{ kind: seed.kind, draftStatus: MaterialStatus.DRAFT, createdAt: handedIn },
    owner: owner && ref(owner),
    organization: author.organization ?? null,
  });
  const { title, annotation, levels, grades } = seed;
  const draft = em.create(MaterialVersion, {
    ...{ material: ref(material), number: 1, title, annotation, levels, grades, license: License.CC_BY },
    createdAt: handedIn,
  });
  draft.themes.add(await em.find(PriorityTheme, { slug: { $in: seed.themes } }));
  draft.subjects.add(await em.find(Subject, { title: { $in: seed.subjects } }));
  em.create(Contribution, {
    ...{ materialVersion: ref(draft), position: 0, person: ref(author), confirmedAt: handedIn },
    ...titlePageOf(author),
  });
  const taken = await intake.take(em, join(folder, seed.file), `${seed.title}.md`);
  await intake.record(em, taken);
  em.create(StoredFile, {
    ...{ materialVersion: ref(draft), name: taken.name, role: FileRole.MAIN, position: 0 },
    content: em.getReference(FileContent, taken.sha256, { wrapped: true }),
  });
  // the two point at each other: the version has to be there first
  await em.flush();
  material.draftVersion = ref(draft);
  material.submit(draft, handedIn);
  told(em, material, 'material.submitted', handedIn);
  return { material, draft };
}

/** Writes a step into the audit trail as it was taken, for the figures of the council. */
function told(em: EntityManager, { id }: Material, action: string, at: Date): void {
  em.create(AuditEvent, { actor: 'system', at, action, subjectType: 'material', subjectId: id });
}

interface Of {
  material: Material;
  draft: MaterialVersion;
  form: ReviewForm;
  secretary: Account;
  number: number;
}

async function addReview(
  em: EntityManager,
  { material, draft, form, secretary, number }: Of,
  seed: ReviewSeed,
): Promise<void> {
  const reviewer = await em.findOneOrFail(Account, { email: `${seed.reviewer}@demo.example` });
  const sentAt = inDays(Math.min(seed.dueIn, 0) - 1);
  const assignment = em.create(ReviewAssignment, {
    ...{ material: ref(material), materialVersion: ref(draft), form: ref(form), round: 1, number },
    ...{ reviewer: ref(reviewer), invitedBy: ref(secretary), blind: true, dueOn: dayIn(seed.dueIn) },
  });
  if (!material.blindReviewers.includes(reviewer.id))
    material.blindReviewers = [...material.blindReviewers, reviewer.id];
  if (seed.state !== AssignmentState.INVITED) assignment.accept(draft.frozenAt!);
  if (seed.state === AssignmentState.OVERDUE) assignment.lapse();
  await em.flush();
  if (!seed.scores || !seed.recommendation) return;
  const criteria = form.criteria.getItems();
  const scores = Object.fromEntries(criteria.map(({ id }, index) => [id, seed.scores![index]!]));
  const review = em.create(Review, {
    ...{ assignment: ref(assignment), scores, recommendation: seed.recommendation },
    ...{ toAuthor: seed.toAuthor ?? '', toCouncil: seed.toCouncil ?? '' },
  });
  for (const [position, { criterion, body }] of (seed.remarks ?? []).entries())
    em.create(ReviewRemark, { review: ref(review), position, criterion: ref(criteria[criterion]!), body });
  await em.flush(); // a remark is written before the review is sent
  em.assign(review, { total: form.totalOf(scores), sentAt });
  assignment.submit(sentAt);
  await em.flush(); // what leaves review cancels whatever is still awaited
}
