import { fail, redirect } from '@sveltejs/kit';
import { onceKey } from '#lib/forms/once.server.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';
import { stateGroups } from './state-groups.ts';

const MyMaterialsQuery = graphql(`
  query MyMaterials($states: [MaterialState!], $after: String) {
    myMaterials(first: 20, after: $after, states: $states) {
      totalCount
      nodes {
        id
        kind
        state
        draftState
        slug
        updatedAt
        waitsFor
        viewerIsOwner
        draft {
          title
        }
        published {
          title
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    myInvitations {
      id
    }
  }
`);

const CreateMaterial = graphql(`
  mutation CreateMaterial($input: CreateMaterialInput!) {
    createMaterial(input: $input) {
      id
    }
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const group = stateGroups.find(({ name }) => name === url.searchParams.get('show'));
  const { myMaterials, myInvitations } = await askAsMember({ url, locals, cookies }, MyMaterialsQuery, {
    states: group ? [...group.states] : null,
    after: url.searchParams.get('after'),
  });
  return {
    group: group?.name ?? null,
    invited: myInvitations.length > 0,
    total: myMaterials.totalCount,
    materials: myMaterials.nodes.map(({ draft, published, ...material }) => ({
      ...material,
      title: draft?.title || published?.title || null,
    })),
    next: myMaterials.pageInfo.hasNextPage ? myMaterials.pageInfo.endCursor : null,
    sent: url.searchParams.has('sent'),
    // of one page: a button pressed twice begins one material
    pressed: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  create: async (event) => {
    const idempotencyKey = onceKey(await event.request.formData(), {});
    const { data, refusal } = await actAsMember(event, CreateMaterial, { input: { idempotencyKey } });
    if (refusal) return fail(400, { message: refusal.message });
    redirect(303, routes.ownMaterial(data.createMaterial.id));
  },
};
