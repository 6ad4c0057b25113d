import { Args, Int, Query, Resolver } from 'type-graphql';
import type { PublicProtocolReads } from './public-protocol.reads.js';
import { ProtocolsArgs, PublicProtocol } from './public-protocol.type.js';

/** The public register of what the council has decided. */
@Resolver()
export class PublicProtocolResolver {
  constructor(private readonly reads: PublicProtocolReads) {}

  @Query(() => [PublicProtocol], {
    description:
      'Signed protocols with the decisions that everybody may read, the newest first, at most 200.',
  })
  councilProtocols(@Args(() => ProtocolsArgs) { year, kind }: ProtocolsArgs): Promise<PublicProtocol[]> {
    return this.reads.page(year ?? null, kind ?? null);
  }

  @Query(() => [Int], { description: 'Years that have signed protocols, the latest first.' })
  councilProtocolYears(): Promise<number[]> {
    return this.reads.years();
  }
}
