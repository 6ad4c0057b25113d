import { act } from '#lib/graphql/act.ts';
import { browserClient } from '#lib/graphql/browser-client.ts';
import { graphql } from '#lib/graphql/graphql.ts';

const Add = graphql(`
  mutation AddBookmark($material: String!) {
    addBookmark(material: $material) {
      slug
    }
  }
`);
const Remove = graphql(`
  mutation RemoveBookmark($material: String!) {
    removeBookmark(material: $material)
  }
`);

/** Puts a material by or takes the bookmark away; whether the bank has done it. */
export async function press(material: string, keep: boolean): Promise<boolean> {
  const answer = keep
    ? await act(browserClient, Add, { material })
    : await act(browserClient, Remove, { material });
  return !answer.refusal;
}
