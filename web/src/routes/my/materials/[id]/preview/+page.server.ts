import { error, redirect } from '@sveltejs/kit';
import { notFound } from '#lib/graphql/ask.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import { fileFields, passageFields } from '#lib/viewer/files.ts';
import { readPlace, startAfter } from '#lib/viewer/place.ts';
import type { PageServerLoad } from './$types';

const PreviewQuery = graphql(
  `
    query OwnPreview($id: ID!, $file: ID, $after: Int!) {
      ownMaterial(id: $id) {
        id
        kind
        slug
        registrationNumber
        publishedAt
        reviewBy
        viewerIsOwner
        organization {
          slug
          shortName
        }
        network {
          slug
          name
        }
        draft {
          number
          title
          subtitle
          annotation
          levels
          grades
          ageFrom
          ageTo
          keywords
          audience
          technologies
          durationMinutes
          ageRating
          license
          rightsHolder
          year
          subjects {
            slug
            title
          }
          themes {
            slug
            title
          }
          contributions {
            role
            shortName
            position
            confirmedAt
            declinedAt
          }
          files {
            ...FileFields
          }
          file(id: $file) {
            ...FileFields
            html
            passages(first: 50, after: $after) {
              ...PassageFields
            }
          }
        }
      }
    }
  `,
  [fileFields, passageFields],
);

export const load: PageServerLoad = async ({ params, url, locals, cookies }) => {
  const place = readPlace(url.searchParams);
  const { ownMaterial } = await askAsMember({ url, locals, cookies }, PreviewQuery, {
    ...{ id: params.id, file: place.file, after: startAfter(place) },
  });
  if (!ownMaterial) error(404, notFound());
  const { draft, ...material } = ownMaterial;
  // nothing is under way: what readers see is the public page
  if (!draft) redirect(302, material.slug ? routes.material(material.slug) : routes.ownMaterial(material.id));
  return { material, draft, place };
};
