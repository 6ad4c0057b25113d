import type { graphql } from '#lib/graphql/graphql.ts';
import { m } from '#lib/paraglide/messages.js';

type Named<Name extends Parameters<typeof graphql.scalar>[0]> = ReturnType<typeof graphql.scalar<Name>>;

/** At what level an experience is shown to others. */
export const experienceLevelLabel: Record<Named<'ExperienceLevel'>, () => string> = {
  SCHOOL: m.experience_level_school,
  MUNICIPAL: m.experience_level_municipal,
  REGIONAL: m.experience_level_regional,
  FEDERAL: m.experience_level_federal,
};

/** How far a description is. */
export const experienceStateLabel: Record<Named<'ExperienceState'>, () => string> = {
  DRAFT: m.experience_state_draft,
  SUBMITTED: m.experience_state_submitted,
  RETURNED: m.experience_state_returned,
  ENTERED: m.experience_state_entered,
  WITHDRAWN: m.experience_state_withdrawn,
};

/** The paragraphs of a description in their order, each with what to write in it. */
export const experienceParts = [
  ['relevance', m.experience_relevance, m.experience_relevance_hint],
  ['aim', m.experience_aim, m.experience_aim_hint],
  ['leadingIdea', m.experience_leading_idea, m.experience_leading_idea_hint],
  ['technology', m.experience_technology, m.experience_technology_hint],
  ['results', m.experience_results, m.experience_results_hint],
] as const;
