import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../platform/context.js';
import { NotFound } from '../platform/errors.js';
import { isUuid } from '../platform/uuid.js';
import { Device } from './device.type.js';
import { requireMember } from './role.js';
import type { SessionService } from './session.service.js';

/** The devices on which somebody is signed in. */
@Resolver()
export class DeviceResolver {
  constructor(private readonly sessions: SessionService) {}

  @Query(() => [Device], { description: 'Devices on which the caller is signed in, the last used first.' })
  devices(@Ctx() { actor }: GraphQLContext): Promise<Device[]> {
    return this.sessions.devicesOf(requireMember(actor));
  }

  @Mutation(() => Boolean, { description: 'Signs one device of the caller out.' })
  async signOutDevice(
    @Arg('id', () => ID, { description: 'Its session.' }) id: string,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<boolean> {
    const { accountId } = requireMember(actor);
    if (!isUuid(id) || !(await this.sessions.endOf(accountId, id))) throw new NotFound();
    return true;
  }
}
