import { graphql } from '#lib/graphql/graphql.ts';
import { askAsMember } from '#lib/reader/own.ts';
import type { PageServerLoad } from './$types';

const AuditQuery = graphql(`
  query Audit($person: String, $subjectType: String, $from: LocalDate, $to: LocalDate, $after: String) {
    auditTrail(person: $person, subjectType: $subjectType, from: $from, to: $to, first: 50, after: $after) {
      subjectTypes
      nodes {
        id
        at
        actor
        actorName
        action
        subjectType
        subjectId
        data
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const asked = (name: string) => url.searchParams.get(name);
  const dayOf = (name: string) => {
    const text = asked(name);
    return text && DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
  };
  const filter = {
    person: asked('person')?.slice(0, 100) ?? '',
    subjectType: asked('kind')?.slice(0, 100) || null,
    from: dayOf('from'),
    to: dayOf('to'),
  };
  const { auditTrail } = await askAsMember({ url, locals, cookies }, AuditQuery, {
    ...{ ...filter, after: asked('after') },
  });
  const { nodes, pageInfo, subjectTypes } = auditTrail;
  return {
    filter,
    lines: nodes,
    kinds: subjectTypes,
    next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
  };
};
