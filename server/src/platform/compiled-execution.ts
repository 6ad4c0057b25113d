/**
 * Executes documents as compiled functions instead of interpreting them field by field. Apollo hands over the same
 * document object for a repeated question (its document store is bounded), so compiled forms live as long as the
 * document does. What cannot be compiled is interpreted.
 */
import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  type NamedTypeNode,
  type VariableDefinitionNode,
  astFromValue,
  execute,
  getNullableType,
  getVariableValues,
  isInputObjectType,
  isListType,
  typeFromAST,
  valueFromASTUntyped,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';

type GatewayInterface = ApolloServerOptionsWithGateway<object>['gateway'];

/** Executor for Apollo's `gateway` option over a schema of this process. */
export function compiledExecution(schema: GraphQLSchema): GatewayInterface {
  const compiled = new WeakMap<DocumentNode, Map<string, CompiledQuery | undefined>>();

  const compiledFor = (document: DocumentNode, operationName: string): CompiledQuery | undefined => {
    let ofDocument = compiled.get(document);
    if (!ofDocument) compiled.set(document, (ofDocument = new Map()));
    if (!ofDocument.has(operationName)) {
      const result = compileQuery(schema, document, operationName);
      ofDocument.set(operationName, isCompiledQuery(result) ? result : undefined);
    }
    return ofDocument.get(operationName);
  };

  const executor: Awaited<ReturnType<GatewayInterface['load']>>['executor'] = async (context) => {
    const { document, operationName, request, context: contextValue } = context;
    const definitions = context.operation?.variableDefinitions ?? [];
    const variables = withDefaults(definitions, request.variables ?? {});
    const { errors } = getVariableValues(schema, definitions, variables);
    if (errors) return { errors } as never; // with the nodes by which Apollo knows a fault of the caller
    const query = context.operation && compiledFor(document, operationName ?? '');
    if (query) {
      const whole = withFieldDefaults(schema, definitions, variables);
      return withGraphQLErrors(await query.query(undefined, contextValue, whole)) as never;
    }
    return (await execute({
      schema,
      document,
      contextValue,
      variableValues: variables,
      ...(request.operationName ? { operationName: request.operationName } : {}),
    })) as never;
  };

  let announce: ((schemas: { apiSchema: GraphQLSchema; coreSupergraphSdl: string }) => void) | undefined;
  return {
    load: () => {
      announce?.({ apiSchema: schema, coreSupergraphSdl: '' });
      return Promise.resolve({ executor });
    },
    onSchemaLoadOrUpdate: (callback) => {
      announce = callback;
      return () => {};
    },
    stop: () => Promise.resolve(),
  };
}

/** The compiler takes a required variable with a default for missing when it is not given. */
function withDefaults(
  definitions: readonly VariableDefinitionNode[],
  given: Record<string, unknown>,
): Record<string, unknown> {
  const defaults = definitions.flatMap(({ variable, defaultValue }) =>
    defaultValue && given[variable.name.value] === undefined
      ? [[variable.name.value, valueFromASTUntyped(defaultValue)] as const]
      : [],
  );
  return defaults.length > 0 ? { ...given, ...Object.fromEntries(defaults) } : given;
}

/** Likewise a required field of an input object. */
function withFieldDefaults(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  given: Record<string, unknown>,
): Record<string, unknown> {
  const filled = definitions.map(({ variable: { name }, type }) => {
    const inputType = typeFromAST(schema, type as NamedTypeNode) as GraphQLInputType | undefined;
    return [name.value, inputType ? fill(inputType, given[name.value]) : given[name.value]] as const;
  });
  return { ...given, ...Object.fromEntries(filled.filter(([, value]) => value !== undefined)) };
}

function fill(type: GraphQLInputType, value: unknown): unknown {
  const bare = getNullableType(type);
  if (Array.isArray(value)) return isListType(bare) ? value.map((item) => fill(bare.ofType, item)) : value;
  if (!isInputObjectType(bare) || typeof value !== 'object' || value === null) return value;
  const whole = { ...value } as Record<string, unknown>;
  for (const field of Object.values(bare.getFields())) {
    if (whole[field.name] !== undefined) whole[field.name] = fill(field.type, whole[field.name]);
    else if (field.defaultValue !== undefined) {
      const node = astFromValue(field.defaultValue, field.type);
      if (node) whole[field.name] = valueFromASTUntyped(node);
    }
  }
  return whole;
}

/** The compiler's own error class lacks `extensions`, which Apollo reads. */
function withGraphQLErrors(result: ExecutionResult): ExecutionResult {
  if (!result.errors) return result;
  const errors = result.errors.map(({ message, locations, path, originalError }) => {
    const error = new GraphQLError(message, { path: path ?? null, originalError: originalError ?? null });
    return Object.defineProperty(error, 'locations', { value: locations, enumerable: true });
  });
  return { ...result, errors };
}
