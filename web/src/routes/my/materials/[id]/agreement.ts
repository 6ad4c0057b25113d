/** The consent to publishing materials, without which nothing is handed in. */
import { graphql, type ResultOf } from '#lib/graphql/graphql.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Step } from './step.ts';

const ConsentsQuery = graphql(`
  query ConsentsOfAuthor {
    myConsents {
      kind
      current
    }
  }
`);
const Give = graphql(`
  mutation AgreeToPublish {
    giveConsent(kind: MATERIAL_LICENSE)
  }
`);

/** Whether an author has agreed to the present text. */
export const isLicensed = (consents: ResultOf<typeof ConsentsQuery>['myConsents']): boolean =>
  consents.some(({ kind, current }) => kind === 'MATERIAL_LICENSE' && current);

/** Gives the consent that was ticked in the form; what to tell the form when there is none. */
export async function agree(one: Step) {
  if (one.text('agree')) return one.change(Give, {});
  if (isLicensed((await one.ask(ConsentsQuery, {})).myConsents)) return undefined;
  const message = m.edit_agree_first();
  return one.stop({ code: 'BAD_USER_INPUT', message, fields: { agree: message } });
}
