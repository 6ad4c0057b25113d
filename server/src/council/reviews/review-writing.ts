import { type EntityManager, ref } from '@mikro-orm/postgresql';
import { FileFormat } from '../../materials/file-enums.js';
import { StoredFile } from '../../materials/stored-file.entity.js';
import { cleanText } from '../../platform/clean-text.js';
import { Conflict, InvalidInput, type InputFault } from '../../platform/errors.js';
import { Criterion } from '../forms/review-form.entity.js';
import type { ReviewAssignment } from './review-assignment.entity.js';
import { Review, ReviewRemark } from './review.entity.js';
import type { SaveReviewInput } from './reviewing.input.js';

/** Formats whose files know their pages or slides; of others the bank has counted only those that it saw begin. */
const PAGED: readonly FileFormat[] = [FileFormat.PDF, FileFormat.PPTX, FileFormat.ODP];
/** Fewest characters of what an author is to read. */
const SHORTEST = 10;

/**
 * Writes what a reviewer has typed in place of what was saved; the form of the assignment has to be loaded.
 * @throws Conflict for another version or a review that is not being written, InvalidInput for what does not belong to it
 */
export async function writeDraft(
  em: EntityManager,
  assignment: ReviewAssignment,
  input: SaveReviewInput,
): Promise<Review> {
  assignment.requireAtWork();
  const found = await em.findOne(Review, { assignment: assignment.id });
  if ((found?.version ?? 0) !== input.expectedVersion) throw new Conflict(ELSEWHERE);
  const form = assignment.form.unwrap();
  const known = new Set(form.criteria.getItems().map(({ id }) => id));
  const scores: Record<string, number> = {};
  for (const { criterionId, score } of input.scores) {
    if (!known.has(criterionId)) throw new InvalidInput({ scores: 'unknown' });
    if (score > form.maxScore) throw new InvalidInput({ [`scores.${criterionId}`]: 'range' });
    scores[criterionId] = score;
  }
  const written = {
    ...{ scores, recommendation: input.recommendation ?? null },
    ...{ toAuthor: cleanText(input.toAuthor).trim(), toCouncil: cleanText(input.toCouncil).trim() },
  };
  const review = found ?? em.create(Review, { assignment: ref(assignment), ...written });
  // remarks are rows of their own: what only they say is a change of the review too
  em.assign(review, { ...written, updatedAt: new Date() });
  await em.flush();
  await writeRemarks(em, assignment, review, known, input);
  return review;
}

async function writeRemarks(
  em: EntityManager,
  assignment: ReviewAssignment,
  review: Review,
  criteria: ReadonlySet<string>,
  { remarks }: SaveReviewInput,
): Promise<void> {
  await em.nativeDelete(ReviewRemark, { review: review.id });
  const files = await em.find(
    StoredFile,
    { materialVersion: assignment.materialVersion.id },
    { populate: ['content'] },
  );
  for (const [position, remark] of remarks.entries()) {
    const { criterionId, fileId, page } = remark;
    const body = cleanText(remark.body).trim();
    const at = `remarks.${position}`;
    if (!body) throw new InvalidInput({ [at]: 'required' });
    if (criterionId && !criteria.has(criterionId)) throw new InvalidInput({ [at]: 'unknown' });
    const file = fileId ? files.find(({ id }) => id === fileId) : null;
    if (file === undefined) throw new InvalidInput({ [at]: 'unknown' });
    const { format, pageCount } = file?.content.unwrap() ?? {};
    if (format && page && pageCount && PAGED.includes(format) && page > pageCount)
      throw new InvalidInput({ [at]: noSuchPage(pageCount) });
    em.create(ReviewRemark, {
      ...{ review: ref(review), position, body, page: file ? (page ?? null) : null },
      criterion: criterionId ? em.getReference(Criterion, criterionId, { wrapped: true }) : null,
      file: file && ref(file),
    });
  }
}

/**
 * The total of a review that is whole.
 * @throws InvalidInput naming what is missing
 */
export function totalOf(assignment: ReviewAssignment, review: Review): number {
  const form = assignment.form.unwrap();
  const missing: Record<string, InputFault> = {};
  for (const { id } of form.criteria) {
    if (review.scores[id] === undefined) missing[`scores.${id}`] = UNSCORED;
  }
  if (!review.recommendation) missing['recommendation'] = UNDECIDED;
  if (review.toAuthor.length < SHORTEST) missing['toAuthor'] = UNSAID;
  if (Object.keys(missing).length > 0) throw new InvalidInput(missing);
  return form.totalOf(review.scores)!;
}

const noSuchPage = (pages: number): InputFault => ({
  ru: `такой страницы нет: в файле их ${pages}`,
  en: `there is no such page: the file has ${pages}`,
});
const ELSEWHERE = {
  ru: 'Этот отзыв уже сохранён в другом окне. Скопируйте набранное, обновите страницу и продолжите.',
  en: 'This review was saved in another window. Copy what you have typed, reload the page and go on.',
};
const UNSCORED = { ru: 'поставьте балл', en: 'give a score' };
const UNDECIDED = { ru: 'выберите, что вы советуете', en: 'choose what you advise' };
const UNSAID = {
  ru: 'напишите автору хотя бы одно предложение',
  en: 'write a sentence or more to the author',
};
