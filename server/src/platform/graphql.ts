import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';

/**
 * Builds the GraphQL schema out of resolver instances.
 * @param resolvers one instance of each resolver class; they live as long as the process
 */
export function buildGraphQLSchema(resolvers: readonly object[]): Promise<GraphQLSchema> {
  const instances = new Map<unknown, object>(resolvers.map((resolver) => [resolver.constructor, resolver]));
  const classes = [...instances.keys()] as [() => void, ...(() => void)[]];
  return buildSchema({
    resolvers: classes,
    container: { get: (resolverClass) => instances.get(resolverClass) },
    validate: { forbidUnknownValues: false },
  });
}
