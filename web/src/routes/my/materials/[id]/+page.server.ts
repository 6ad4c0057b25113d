import { error } from '@sveltejs/kit';
import { notFound } from '#lib/graphql/ask.ts';
import { askAsMember } from '#lib/reader/own.ts';
import type { Actions, PageServerLoad } from './$types';
import { coAuthorActions } from './co-author-actions.ts';
import { fileActions } from './file-actions.ts';
import { lifeActions } from './life-actions.ts';
import { isLicensed } from './agreement.ts';
import { isCaptions } from './file-roles.ts';
import { CaptionsQuery, ChoicesQuery, EditorQuery, ProposalsQuery } from './queries.ts';

/** Main files that are read for proposals; the first ones tell what the material is. */
const MOST_READ = 2;

export const load: PageServerLoad = async ({ params, url, locals, cookies }) => {
  const visit = { url, locals, cookies };
  const { ownMaterial, uploads, myConsents } = await askAsMember(visit, EditorQuery, { id: params.id });
  if (!ownMaterial) error(404, notFound());
  const files = ownMaterial.viewerCan.edit ? (ownMaterial.draft?.files ?? []) : [];
  // a video and a scan have no text, but a name and a length that tell something
  const read = files.filter(({ role, textState }) => role === 'MAIN' && textState !== 'PENDING');
  const captions = files.filter((file) => file.role === 'CAPTIONS' && isCaptions(file));
  const [choices, proposals, checks] = await Promise.all([
    askAsMember(visit, ChoicesQuery, {}),
    Promise.all(read.slice(0, MOST_READ).map(({ id }) => askAsMember(visit, ProposalsQuery, { fileId: id }))),
    Promise.all(captions.map(({ id }) => askAsMember(visit, CaptionsQuery, { fileId: id }))),
  ]);
  // a closed theme takes no more materials, but those that have it keep it
  const chosen = new Set(ownMaterial.draft?.themes.map(({ slug }) => slug));
  return {
    material: ownMaterial,
    uploads: ownMaterial.viewerCan.edit ? uploads : [],
    licensed: isLicensed(myConsents),
    choices: {
      subjects: choices.subjects,
      themes: choices.priorityThemes.filter(({ status, slug }) => status === 'ACTIVE' || chosen.has(slug)),
      networks: choices.networks.nodes,
    },
    proposals: proposals.flatMap(({ fileProposals }) => fileProposals),
    captions: Object.fromEntries(captions.map(({ id }, index) => [id, checks[index]!.captionCheck])),
  };
};

export const actions: Actions = { ...lifeActions, ...fileActions, ...coAuthorActions };
