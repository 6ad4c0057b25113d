import {
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { expect, test } from 'vitest';
import { asksFor } from './selection.js';

function infoOf(document: string) {
  const { definitions } = parse(document);
  const operation = definitions.find(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION,
  ) as OperationDefinitionNode;
  const named = definitions
    .filter(
      (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
    )
    .map((fragment) => [fragment.name.value, fragment]);
  return {
    fieldNodes: operation.selectionSet.selections as readonly FieldNode[],
    fragments: Object.fromEntries(named) as Record<string, FragmentDefinitionNode>,
  };
}

test.each([
  ['plainly', '{ search { total facets { field } } }', true],
  ['under another name', '{ search { counts: facets { field } } }', true],
  ['in an inline fragment', '{ search { ... on Result { ... { facets { field } } } } }', true],
  [
    'in a named fragment',
    '{ search { ...Page } } fragment Page on Result { total ...More } fragment More on Result { facets { field } }',
    true,
  ],
  ['in the second of two mentions', '{ search { total } search { facets { field } } }', true],
  ['only deeper', '{ search { hits { facets } } }', false],
  ['not at all', '{ search { total } }', false],
  ['only as the name of something else', '{ search { facets: total } }', false],
])('a field asked for %s', (_, document, asked) => {
  expect(asksFor(infoOf(document), 'facets')).toBe(asked);
});
