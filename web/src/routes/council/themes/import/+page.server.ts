import { fail } from '@sveltejs/kit';
import { graphql } from '#lib/graphql/graphql.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Actions, PageServerLoad } from './$types';

const RightsQuery = graphql(`
  query ThemeCurationRights {
    themeCuration {
      viewerCan {
        decide
      }
    }
  }
`);
const Import = graphql(`
  mutation ImportThemes($input: ImportThemesInput!) {
    importThemes(input: $input) {
      created
      enriched
      unchanged
      applied
    }
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const { themeCuration } = await askAsMember({ url, locals, cookies }, RightsQuery, {});
  return { mayImport: themeCuration?.viewerCan.decide ?? false };
};

export const actions: Actions = {
  default: async (event) => {
    const fields = await event.request.formData();
    const file = fields.get('file');
    const apply = fields.has('apply');
    // the second step brings the text that the first one has shown
    const text = apply ? String(fields.get('text') ?? '') : file instanceof File ? await file.text() : '';
    const name = apply ? String(fields.get('name') ?? '') : file instanceof File ? file.name : '';
    if (!text.trim()) {
      const fault = m.curation_import_none();
      return fail(400, { refusal: { code: 'BAD_USER_INPUT', message: fault, fields: { file: fault } } });
    }
    const format = /\.(json|jsonld)$/i.test(name) || text.trimStart().startsWith('{') ? 'JSON_LD' : 'TURTLE';
    const { data, refusal } = await actAsMember(event, Import, { input: { text, format, apply } });
    if (refusal)
      return fail(400, { refusal: { ...refusal, fields: { file: refusal.fields.text ?? refusal.message } } });
    return { told: data.importThemes, text, name };
  },
};
