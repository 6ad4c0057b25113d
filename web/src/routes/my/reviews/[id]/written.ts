import { recommendationLabel } from '#lib/council/labels.ts';

/** A remark as the form holds it. */
export interface WrittenRemark {
  body: string;
  criterionId: string;
  fileId: string;
  page: string;
}

/** What stands in the form of a review. */
export interface Written {
  scores: Record<string, number>;
  recommendation: keyof typeof recommendationLabel | null;
  toAuthor: string;
  toCouncil: string;
  remarks: WrittenRemark[];
}

const SCORE = 'score-';

/** Reads the form of a review; a remark without words is left out. */
export function readWritten(fields: FormData): Written {
  const text = (name: string) => String(fields.get(name) ?? '');
  const all = (name: string) => fields.getAll(name).map(String);
  const [criteria, files, pages] = [all('remarkCriterion'), all('remarkFile'), all('remarkPage')];
  const advised = text('recommendation');
  return {
    scores: Object.fromEntries(
      [...fields.entries()].flatMap(([name, value]) =>
        name.startsWith(SCORE) && value !== '' ? [[name.slice(SCORE.length), Number(value)]] : [],
      ),
    ),
    recommendation: advised in recommendationLabel ? (advised as keyof typeof recommendationLabel) : null,
    toAuthor: text('toAuthor'),
    toCouncil: text('toCouncil'),
    remarks: all('remarkBody')
      .map((body, index) => ({
        body,
        criterionId: criteria[index] ?? '',
        fileId: files[index] ?? '',
        page: pages[index] ?? '',
      }))
      .filter(({ body }) => body.trim() !== ''),
  };
}

/** The same as the API takes it. */
export function toInput(id: string, expectedVersion: number, written: Written) {
  return {
    ...{ id, expectedVersion, recommendation: written.recommendation },
    ...{ toAuthor: written.toAuthor, toCouncil: written.toCouncil },
    scores: Object.entries(written.scores).map(([criterionId, score]) => ({ criterionId, score })),
    remarks: written.remarks.map(({ body, criterionId, fileId, page }) => ({
      body,
      criterionId: criterionId || null,
      fileId: fileId || null,
      // «12–13» begins on page 12
      page: Number(/^\D*([1-9]\d{0,4})(?!\d)/.exec(page)?.[1]) || null,
    })),
  };
}
