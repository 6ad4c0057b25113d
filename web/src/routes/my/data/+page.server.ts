import { graphql } from '#lib/graphql/graphql.ts';
import { askAsMember } from '#lib/reader/own.ts';
import type { PageServerLoad } from './$types';

const DataQuery = graphql(`
  query OwnData {
    myData {
      fileCount
      fileBytes
      parts {
        title
        count
        fate
        becomes
      }
    }
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const { myData } = await askAsMember({ url, locals, cookies }, DataQuery, {});
  return { held: myData };
};
