import { tick } from 'svelte';
import { enhance as enhanceByKit, type SubmitFunction } from '$app/forms';
import { noAnswer } from './no-answer.svelte.ts';

type Press = Parameters<SubmitFunction>[0];
type Finish = Exclude<Awaited<ReturnType<SubmitFunction>>, void>;
type Answer = Parameters<Finish>[0];

/**
 * Kit's `enhance`, for impatient fingers and bad lines: what is on its way is not sent a second time, one press waits for
 * the answer to the one before and goes on from what that has changed, and where no answer comes, the page stays with all
 * that was typed and says so.
 */
export function enhance(form: HTMLFormElement, submit?: SubmitFunction): { destroy(): void } {
  const onTheirWay = new Set<string>();
  /** Whether what was pressed before has been done. */
  let before = Promise.resolve(false);
  return enhanceByKit(form, async (press) => {
    const sent = wordsOf(press);
    if (onTheirWay.has(sent)) return press.cancel();
    onTheirWay.add(sent);
    const turn = before;
    let free = (_done: boolean) => {};
    before = new Promise((resolve) => (free = resolve));
    const settle = (done: boolean) => {
      onTheirWay.delete(sent);
      free(done);
    };
    const cancel = () => {
      settle(false);
      press.cancel();
    };
    if (await turn) await takeVersions(press);
    noAnswer.tell(false);
    const finish = await submit?.({ ...press, cancel });
    return async (answer) => {
      const missing = isMissing(answer);
      noAnswer.tell(missing);
      const settled: Answer = missing ? { ...answer, update: async () => {} } : answer;
      try {
        await (finish ? finish(settled) : settled.update());
      } finally {
        settle(answer.result.type === 'success' || answer.result.type === 'redirect');
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

/** A press that has waited goes on from the version that the one before it has made, not from the one it was made of. */
async function takeVersions({ formElement, formData }: Press): Promise<void> {
  await tick();
  for (const field of formElement.querySelectorAll<HTMLInputElement>('input[type=hidden][name$="ersion" i]'))
    if (formData.has(field.name)) formData.set(field.name, field.value);
}

/** What a press sends, and where. */
function wordsOf({ action, formData }: Press): string {
  return JSON.stringify([action.href, ...formData].map((part) => [part].flat().map(String)));
}

/** Whether neither the bank nor a proxy on the line has answered for it: the bank's own errors have a place. */
function isMissing({ result }: Answer): boolean {
  return result.type === 'error' && result.location === undefined && result.error.status >= 500;
}
