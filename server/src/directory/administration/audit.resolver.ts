import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import type { AuditReads } from './audit.reads.js';
import { AuditArgs, AuditConnection } from './audit.type.js';

/** The audit trail in the API. */
@Resolver()
export class AuditResolver {
  constructor(private readonly reads: AuditReads) {}

  @Query(() => AuditConnection, { description: 'The audit trail, the newest first. Administrators only.' })
  auditTrail(@Args(() => AuditArgs) args: AuditArgs, @Ctx() { actor }: GraphQLContext) {
    return this.reads.page(actor, args);
  }
}
