import { browserClient } from '#lib/graphql/browser-client.ts';
import { act } from '#lib/graphql/act.ts';
import { inputOf, valuesOf } from './draft-form.ts';
import type { SaveAnswer, Values } from './draft-saver.svelte.ts';
import { type DraftMaterial, DraftQuery, UpdateDraft } from './queries.ts';

/**
 * Sends what was typed to the bank.
 * @param onChecklist told what is still missing after it
 */
export async function sendPatch(
  id: string,
  patch: Values,
  expectedVersion: number,
  onChecklist: (checklist: DraftMaterial['checklist']) => void,
): Promise<SaveAnswer> {
  const { data, refusal } = await act(browserClient, UpdateDraft, {
    id,
    expectedVersion,
    input: inputOf(patch),
  });
  if (data) {
    onChecklist(data.updateDraft.checklist);
    return { kind: 'saved', ...standing(data.updateDraft) };
  }
  switch (refusal.code) {
    case 'UNAVAILABLE':
      return { kind: 'unreachable' };
    case 'UNAUTHENTICATED':
      return { kind: 'signed-out' };
    case 'CONFLICT': {
      const present = await browserClient
        .query(DraftQuery, { id }, { requestPolicy: 'network-only' })
        .toPromise();
      const material = present.data?.ownMaterial;
      if (material?.draft) return { kind: 'conflict', ...standing(material) };
      return { kind: 'refused', message: refusal.message, fields: {} };
    }
    default:
      return { kind: 'refused', message: refusal.message, fields: refusal.fields };
  }
}

function standing(material: DraftMaterial): { version: number; values: Values } {
  const draft = material.draft!;
  return { version: draft.version, values: valuesOf(material, draft) };
}
