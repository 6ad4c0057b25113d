/** Steps of the working version: saving, handing in, taking back, beginning the next. */
import { redirect } from '@sveltejs/kit';
import { graphql } from '#lib/graphql/graphql.ts';
import { routes } from '#lib/routes.ts';
import { agree } from './agreement.ts';
import { inputOf, proposedValue } from './draft-form.ts';
import { UpdateDraft } from './queries.ts';
import { type Step, step } from './step.ts';

const Submit = graphql(`
  mutation SubmitMaterial($input: SubmitMaterialInput!) {
    submitMaterial(input: $input) {
      id
    }
  }
`);
const Recall = graphql(`
  mutation RecallMaterial($input: StateChangeInput!) {
    recallMaterial(input: $input) {
      id
    }
  }
`);
const Delete = graphql(`
  mutation DeleteDraft($id: ID!, $expectedVersion: Int!) {
    deleteDraft(id: $id, expectedVersion: $expectedVersion)
  }
`);
const StartNewVersion = graphql(`
  mutation StartNewVersion($id: ID!, $expectedVersion: Int!) {
    startNewVersion(id: $id, expectedVersion: $expectedVersion) {
      id
    }
  }
`);
/** The version that stands after what was typed is saved: a browser without scripts knows only the one before. */
async function draftVersion(one: Step): Promise<number> {
  if (!one.form.has('fields')) return Number(one.text('expectedVersion'));
  return (await one.present())?.draft?.version ?? 0;
}

export const lifeActions = {
  save: step(async () => ({ saved: true })),
  accept: step(async (one) => {
    const [field = '', ...values] = JSON.parse(one.text('accept') || '[]') as string[];
    const input = inputOf({ [field]: proposedValue(field, values) });
    return one.change(UpdateDraft, { id: one.id, expectedVersion: await draftVersion(one), input });
  }),
  submit: step(async (one) => {
    const disagreed = await agree(one);
    if (disagreed) return disagreed;
    const answer = one.text('answer') || null;
    const input = { id: one.id, expectedVersion: await draftVersion(one), answer };
    const stopped = await one.change(Submit, { input });
    if (stopped) return stopped;
    redirect(303, routes.ownMaterials(new URLSearchParams({ sent: '1' })));
  }),
  deleteDraft: step(async (one) => {
    const present = await one.present();
    const expectedVersion = await draftVersion(one);
    const stopped = await one.change(Delete, { id: one.id, expectedVersion });
    if (stopped) return stopped;
    // what was published once is still there
    redirect(303, present?.registrationNumber ? routes.ownMaterial(one.id) : routes.ownMaterials());
  }),
  recall: step((one) =>
    one.change(Recall, { input: { id: one.id, expectedVersion: Number(one.text('expectedVersion')) } }),
  ),
  startNewVersion: step((one) =>
    one.change(StartNewVersion, { id: one.id, expectedVersion: Number(one.text('expectedVersion')) }),
  ),
};
