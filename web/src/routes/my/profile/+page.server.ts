import { fail } from '@sveltejs/kit';
import { graphql, type VariablesOf } from '#lib/graphql/graphql.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import type { Actions, PageServerLoad } from './$types';

const ProfileQuery = graphql(`
  query OwnProfile {
    myProfile {
      version
      slug
      lastName
      firstName
      patronymic
      position
      organization
      qualification
      staffGroups
      subjects
      levels
      bio
      mayBeShown
      visibility {
        position
        organization
        qualification
        bio
      }
    }
    subjects {
      slug
      title
    }
    organizations(first: 100) {
      nodes {
        slug
        shortName
      }
    }
  }
`);
const EditProfile = graphql(`
  mutation EditProfile($input: EditProfileInput!) {
    editProfile(input: $input) {
      version
    }
  }
`);
type Input = VariablesOf<typeof EditProfile>['input'];

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const { myProfile, subjects, organizations } = await askAsMember(
    { url, locals, cookies },
    ProfileQuery,
    {},
  );
  return { profile: myProfile, subjects, organizations: organizations.nodes };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const all = (name: string) => form.getAll(name).map(String);
    const shown = new Set(all('visibility'));
    const typed = {
      lastName: text('lastName'),
      firstName: text('firstName'),
      patronymic: text('patronymic') || null,
      position: text('position') || null,
      organization: text('organization') || null,
      qualification: text('qualification') as Input['qualification'],
      staffGroups: all('staffGroups') as Input['staffGroups'],
      subjects: all('subjects'),
      levels: all('levels') as Input['levels'],
      bio: text('bio') || null,
      visibility: {
        position: shown.has('position'),
        organization: shown.has('organization'),
        qualification: shown.has('qualification'),
        bio: shown.has('bio'),
      },
    };
    const input: Input = { ...typed, expectedVersion: Number(text('expectedVersion')) };
    const { refusal } = await actAsMember(event, EditProfile, { input });
    if (refusal) return fail(refusal.code === 'CONFLICT' ? 409 : 400, { refusal, typed });
    return { saved: true };
  },
};
