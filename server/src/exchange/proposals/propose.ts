import type { Analyser } from '../../search/analysis/analyser.js';
import { proposeAudience, proposeDuration, proposeKind, proposeLanguage } from './kind-and-age.js';
import { type KnownSubject, proposeKeywords, proposeSubject } from './keywords-and-subject.js';
import type { Proposal, Source } from './source-text.js';
import { proposeAnnotation, proposeTitle } from './title-and-annotation.js';

/**
 * What a file says of itself, field by field, each with its reason. Plain rules: the same file always gives the same,
 * and where nothing speaks for a value none is proposed. Terms of use and rights are never proposed.
 */
export function propose(source: Source, subjects: readonly KnownSubject[], analyser: Analyser): Proposal[] {
  return [
    proposeTitle(source),
    proposeAnnotation(source),
    proposeKind(source),
    proposeSubject(source, subjects, analyser),
    ...proposeAudience(source),
    proposeKeywords(source, analyser),
    proposeDuration(source),
    proposeLanguage(source),
  ].filter((proposal) => proposal !== null);
}
