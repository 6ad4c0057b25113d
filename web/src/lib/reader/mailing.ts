/** Letters of the bank are sent to whoever has agreed to them: asking for letters is agreeing. */
import { graphql } from '#lib/graphql/graphql.ts';
import { actAsMember } from './own.ts';

const Agree = graphql(`
  mutation AgreeToLetters {
    giveConsent(kind: MAILING)
  }
`);

/** Writes the consent down, as the words beside the choice say; the refusal where the bank does not take it. */
export async function agreeToLetters(visit: Parameters<typeof actAsMember>[0]) {
  return (await actAsMember(visit, Agree, {})).refusal;
}
