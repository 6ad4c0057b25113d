import { fail } from '@sveltejs/kit';
import { allOrganizations } from '#lib/account/organizations.ts';
import { graphql, type VariablesOf } from '#lib/graphql/graphql.ts';
import { m } from '#lib/paraglide/messages.js';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import type { Actions, PageServerLoad } from './$types';

const ProfileQuery = graphql(`
  query OwnProfile {
    myProfile {
      version
      slug
      hasPage
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
  }
`);
const VersionQuery = graphql(`
  query OwnProfileVersion {
    myProfile {
      version
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
  const [{ myProfile, subjects }, organizations] = await Promise.all([
    askAsMember({ url, locals, cookies }, ProfileQuery, {}),
    allOrganizations(locals.client),
  ]);
  return { profile: myProfile, subjects, organizations };
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
    if (refusal?.code === 'CONFLICT') {
      // what was typed stays, and the next try is on what the bank holds by now
      const { version } = (await askAsMember(event, VersionQuery, {})).myProfile;
      return fail(409, { refusal: { ...refusal, message: m.profile_conflict() }, typed, version });
    }
    if (refusal) return fail(400, { refusal, typed });
    return { saved: true };
  },
};
