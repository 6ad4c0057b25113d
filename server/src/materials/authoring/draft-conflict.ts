import { Conflict } from '../../platform/errors.js';

/** What was sent and what stands there. */
export interface FieldConflict {
  readonly yours: unknown;
  readonly present: unknown;
}

/**
 * A change of a draft came after another that its sender had not seen. Nothing of it is written; the answer holds the
 * present version and both values of each field that differs, so that the form can show them.
 */
export class DraftConflict extends Conflict {
  constructor(
    private readonly present: number,
    private readonly fields: Readonly<Record<string, FieldConflict>>,
  ) {
    super({
      ru: 'Черновик изменили в другом окне. Ничего не потеряно: выберите, какой текст оставить.',
      en: 'The draft was changed in another window. Nothing is lost: choose the text to keep.',
    });
  }

  override details(): Record<string, unknown> {
    return { presentVersion: this.present, fields: this.fields };
  }
}
