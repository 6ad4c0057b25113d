import { enhance as enhanceByKit, type SubmitFunction } from '$app/forms';
import { noAnswer } from './no-answer.svelte.ts';

type Press = Parameters<SubmitFunction>[0];
type Finish = Exclude<Awaited<ReturnType<SubmitFunction>>, void>;
type Answer = Parameters<Finish>[0];

/**
 * Kit's `enhance`, for impatient fingers and bad lines: what is on its way is not sent a second time, one press waits for
 * the answer to the one before, and where no answer comes, the page stays with all that was typed and says so.
 */
export function enhance(form: HTMLFormElement, submit?: SubmitFunction): { destroy(): void } {
  const onTheirWay = new Set<string>();
  let before = Promise.resolve();
  return enhanceByKit(form, async (press) => {
    const sent = wordsOf(press);
    if (onTheirWay.has(sent)) return press.cancel();
    onTheirWay.add(sent);
    const turn = before;
    let free = () => {};
    before = new Promise((resolve) => (free = resolve));
    const settle = () => {
      onTheirWay.delete(sent);
      free();
    };
    const cancel = () => {
      settle();
      press.cancel();
    };
    await turn;
    noAnswer.tell(false);
    const finish = await submit?.({ ...press, cancel });
    return async (answer) => {
      const missing = isMissing(answer);
      noAnswer.tell(missing);
      const settled: Answer = missing ? { ...answer, update: async () => {} } : answer;
      try {
        await (finish ? finish(settled) : settled.update());
      } finally {
        settle();
      }
    };
  });
}

/** Empties a form that leads on to the page where it is, so that nobody sends the same words twice. */
export const emptied: SubmitFunction =
  () =>
  async ({ result, formElement, update }) => {
    await update();
    if (result.type === 'redirect') formElement.reset();
  };

/** What a press sends, and where. */
function wordsOf({ action, formData }: Press): string {
  return JSON.stringify([action.href, ...formData].map((part) => [part].flat().map(String)));
}

/** Whether neither the bank nor a proxy on the line has answered for it: the bank's own errors have a place. */
function isMissing({ result }: Answer): boolean {
  return result.type === 'error' && result.location === undefined && result.error.status >= 500;
}
