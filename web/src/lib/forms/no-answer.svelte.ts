/** Whether the last press of a form got no answer from the bank; the layout tells it. */
let told = $state(false);

/** What the layout tells of a press that got no answer. */
export const noAnswer = {
  get told(): boolean {
    return told;
  },
  /** @param missing whether the answer is missing, or has come */
  tell(missing: boolean): void {
    told = missing;
  },
};
