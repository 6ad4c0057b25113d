/**
 * What one GraphQL document may ask for. The shape (aliases, repeats, directives, depth) is judged before validation,
 * because validation itself is what some documents attack; the cost (how many objects the answer may hold) is judged
 * with the variables of the request. Both read the document as written, so that both hold for any executor.
 */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type ValueNode,
  Kind,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  visit,
} from 'graphql';
import { DomainError, InvalidInput } from './errors.js';
import type { Locale } from './localized.js';

/** The limits; each is several times what the bank's own pages ask for. */
export const QUERY_LIMITS = {
  /** Lexical tokens of a document. */
  tokens: 3_000,
  /** Fields under another name. */
  aliases: 30,
  /** Times that one field is selected in one place, fragments counted. */
  repeats: 20,
  directives: 8,
  /** Fields inside fields; the introspection of every tool fits. */
  depth: 18,
  /** Fields after fragments are written out. */
  fields: 2_000,
  /** Objects that an answer may hold. */
  cost: 10_000,
  /** Objects counted for a list that has no page size of its own. */
  listSize: 5,
  /** Largest page. */
  page: 100,
  /** Errors told about one document. */
  errors: 5,
} as const;

const PAGE_ARGUMENTS = ['first', 'pageSize', 'last'];

/** The document asks for too much in too little space. */
export class QueryLimit extends DomainError {
  readonly code = 'QUERY_LIMIT';
  constructor(what: keyof typeof QUERY_LIMITS) {
    const limit = QUERY_LIMITS[what];
    super({
      ru: `Запрос слишком сложен: предел «${what}» – ${limit}.`,
      en: `The query is too complex: the limit of ${what} is ${limit}.`,
    });
  }
}

/** The answer could hold too many objects; `extensions.cost` is how many. */
class QueryCost extends DomainError {
  readonly code = 'QUERY_COST';
  constructor(private readonly cost: number) {
    super({
      ru: `Запрос слишком велик: ${cost} объектов при пределе ${QUERY_LIMITS.cost}. Уменьшите страницы.`,
      en: `The query is too large: ${cost} objects, the limit is ${QUERY_LIMITS.cost}. Ask for smaller pages.`,
    });
  }
  override details(_locale: Locale): Record<string, unknown> {
    return { cost: this.cost, limit: QUERY_LIMITS.cost };
  }
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

const fragmentsOf = (document: DocumentNode): Fragments =>
  new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );

/** @throws QueryLimit when the document is too intricate to be validated at all */
export function checkShape(document: DocumentNode): void {
  let directives = 0;
  visit(document, {
    Directive: () => {
      if (++directives > QUERY_LIMITS.directives) throw new QueryLimit('directives');
    },
  });
  const fragments = fragmentsOf(document);
  const seen = { fields: 0, aliases: 0 };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION)
      checkLevel([definition.selectionSet.selections], fragments, seen, 1);
  }
}

function checkLevel(
  level: readonly (readonly SelectionNode[])[],
  fragments: Fragments,
  seen: { fields: number; aliases: number },
  depth: number,
): void {
  if (depth > QUERY_LIMITS.depth) throw new QueryLimit('depth');
  const repeats = new Map<string, number>();
  const below = new Map<string, (readonly SelectionNode[])[]>();
  const spreading: string[] = [];
  const collect = (selections: readonly SelectionNode[]): void => {
    for (const selection of selections) {
      if (++seen.fields > QUERY_LIMITS.fields) throw new QueryLimit('fields');
      if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet.selections);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        if (!fragment || spreading.includes(fragment.name.value)) continue; // validation says what is wrong
        spreading.push(fragment.name.value);
        collect(fragment.selectionSet.selections);
        spreading.pop();
      } else {
        if (selection.alias && ++seen.aliases > QUERY_LIMITS.aliases) throw new QueryLimit('aliases');
        const count = (repeats.get(selection.name.value) ?? 0) + 1;
        if (count > QUERY_LIMITS.repeats) throw new QueryLimit('repeats');
        repeats.set(selection.name.value, count);
        const key = (selection.alias ?? selection.name).value;
        if (selection.selectionSet)
          below.set(key, [...(below.get(key) ?? []), selection.selectionSet.selections]);
      }
    }
  };
  level.forEach(collect);
  for (const merged of below.values()) checkLevel(merged, fragments, seen, depth + 1);
}

/**
 * Counts the objects that the answer of an operation may hold at most. The shape must have been checked before.
 * @throws QueryCost when they are too many
 * @throws InvalidInput when a page is larger than the largest, or negative
 */
export function checkCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const root = schema.getRootType(operation.operation);
  if (!root) return 0;
  const fragments = fragmentsOf(document);
  const spreading: string[] = [];
  let wrongPage: string | undefined;

  const valueOf = (node: ValueNode): unknown => {
    if (node.kind === Kind.INT) return Number(node.value);
    if (node.kind !== Kind.VARIABLE) return undefined;
    const given = variables[node.name.value];
    if (given !== undefined) return given;
    const definition = operation.variableDefinitions?.find(
      (one) => one.variable.name.value === node.name.value,
    );
    return definition?.defaultValue ? valueOf(definition.defaultValue) : undefined;
  };

  /** The page that a field asks for; undefined when it has no page size. */
  const pageOf = (field: GraphQLField<unknown, unknown>, node: FieldNode): number | undefined => {
    const declared = field.args.find((argument) => PAGE_ARGUMENTS.includes(argument.name));
    if (!declared) return undefined;
    const given = node.arguments?.find((argument) => argument.name.value === declared.name);
    const size = (given && valueOf(given.value)) ?? declared.defaultValue;
    if (typeof size !== 'number') return QUERY_LIMITS.page;
    if (size >= 0 && size <= QUERY_LIMITS.page) return size;
    wrongPage = declared.name;
    return QUERY_LIMITS.page;
  };

  const costOf = (
    selections: readonly SelectionNode[],
    type: GraphQLCompositeType,
    pageAbove?: number,
  ): number => {
    let cost = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const field =
          isObjectType(type) || isInterfaceType(type) ? type.getFields()[selection.name.value] : undefined;
        const result = field && getNamedType(field.type);
        if (!field || !isCompositeType(result)) continue; // leaves are free; unknown fields are refused by validation
        const page = pageOf(field, selection);
        const isList = isListType(getNullableType(field.type));
        const times = isList ? (page ?? pageAbove ?? QUERY_LIMITS.listSize) : 1;
        const below = isList ? undefined : page; // a connection hands its page to its nodes
        cost += times * (1 + costOf(selection.selectionSet?.selections ?? [], result, below));
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const narrowed = selection.typeCondition && schema.getType(selection.typeCondition.name.value);
        cost += costOf(
          selection.selectionSet.selections,
          isCompositeType(narrowed) ? narrowed : type,
          pageAbove,
        );
      } else {
        const fragment = fragments.get(selection.name.value);
        if (!fragment || spreading.includes(fragment.name.value)) continue;
        const narrowed = schema.getType(fragment.typeCondition.name.value);
        spreading.push(fragment.name.value);
        cost += costOf(
          fragment.selectionSet.selections,
          isCompositeType(narrowed) ? narrowed : type,
          pageAbove,
        );
        spreading.pop();
      }
    }
    return cost;
  };

  const cost = costOf(operation.selectionSet.selections, root);
  if (cost > QUERY_LIMITS.cost) throw new QueryCost(cost);
  if (wrongPage) throw new InvalidInput({ [wrongPage]: 'range' });
  return cost;
}
