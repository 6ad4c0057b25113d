import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import {
  AddAgendaItemInput,
  DecideAgendaItemInput,
  MeetingChangeInput,
  OpenMeetingInput,
  OrderAgendaInput,
  RemoveAgendaItemInput,
  SignProtocolInput,
} from './meeting.input.js';
import type { MeetingReads } from './meeting.reads.js';
import type { MeetingService } from './meeting.service.js';
import { MeetingType } from './meeting.type.js';
import { CancelMeetingInput, MoveMeetingInput, PlanMeetingInput } from './planning.input.js';
import type { PlanningService } from './planning.service.js';
import type { ProtocolService } from './protocol.service.js';

/** Meetings of the council. */
@Resolver()
export class MeetingResolver {
  constructor(
    private readonly reads: MeetingReads,
    private readonly planning: PlanningService,
    private readonly meetings: MeetingService,
    private readonly protocols: ProtocolService,
  ) {}

  @Query(() => [MeetingType], { description: 'Meetings of the council, the newest first, at most 100.' })
  councilMeetings(@Ctx() { actor }: GraphQLContext): Promise<MeetingType[]> {
    return this.reads.all(actor);
  }

  @Query(() => MeetingType, { nullable: true, description: 'One meeting of the council.' })
  councilMeeting(
    @Arg('id', () => ID, { description: 'The meeting.' }) id: string,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<MeetingType> {
    return this.reads.one(actor, id);
  }

  @Mutation(() => MeetingType, {
    description: 'Plans a meeting; the members of the council are told of one that lies ahead.',
  })
  async planMeeting(
    @Arg('input', () => PlanMeetingInput) input: PlanMeetingInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<MeetingType> {
    return this.reads.one(actor, await this.planning.plan(actor, input));
  }

  @Mutation(() => MeetingType, {
    description: 'Gives a planned meeting another time or place; the members of the council are told.',
  })
  async moveMeeting(
    @Arg('input', () => MoveMeetingInput) input: MoveMeetingInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<MeetingType> {
    return this.reads.one(actor, await this.planning.move(actor, input));
  }

  @Mutation(() => MeetingType, {
    description:
      'Calls a planned meeting off for good: its matters wait for another one, and the members of the council are told.',
  })
  async cancelMeeting(
    @Arg('input', () => CancelMeetingInput) input: CancelMeetingInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<MeetingType> {
    return this.reads.one(actor, await this.planning.cancel(actor, input));
  }

  @Mutation(() => MeetingType, { description: 'Puts a matter on the agenda.' })
  async addAgendaItem(
    @Arg('input', () => AddAgendaItemInput) input: AddAgendaItemInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<MeetingType> {
    return this.reads.one(actor, await this.meetings.add(actor, input));
  }

  @Mutation(() => MeetingType, { description: 'Gives the agenda another order.' })
  async orderAgenda(
    @Arg('input', () => OrderAgendaInput) input: OrderAgendaInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<MeetingType> {
    return this.reads.one(actor, await this.meetings.order(actor, input));
  }

  @Mutation(() => MeetingType, { description: 'Takes an undecided matter off the agenda.' })
  async removeAgendaItem(
    @Arg('input', () => RemoveAgendaItemInput) input: RemoveAgendaItemInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<MeetingType> {
    return this.reads.one(actor, await this.meetings.remove(actor, input));
  }

  @Mutation(() => MeetingType, {
    description: 'Opens a meeting with the members who came. CONFLICT without a quorum.',
  })
  async openMeeting(
    @Arg('input', () => OpenMeetingInput) input: OpenMeetingInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<MeetingType> {
    return this.reads.one(actor, await this.meetings.open(actor, input));
  }

  @Mutation(() => MeetingType, {
    description:
      'Writes down anew who is there while a meeting runs. CONFLICT without a quorum, or where a decision would not hold.',
  })
  async correctAttendance(
    @Arg('input', () => OpenMeetingInput) input: OpenMeetingInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<MeetingType> {
    return this.reads.one(actor, await this.meetings.attend(actor, input));
  }

  @Mutation(() => MeetingType, {
    description: 'Writes down what was decided; while the meeting is open it may be written again.',
  })
  async decideAgendaItem(
    @Arg('input', () => DecideAgendaItemInput) input: DecideAgendaItemInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<MeetingType> {
    return this.reads.one(actor, await this.meetings.decide(actor, input));
  }

  @Mutation(() => MeetingType, { description: 'Closes a meeting whose matters are all decided.' })
  async closeMeeting(
    @Arg('input', () => MeetingChangeInput) input: MeetingChangeInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<MeetingType> {
    return this.reads.one(actor, await this.meetings.close(actor, input));
  }

  @Mutation(() => MeetingType, {
    description:
      'Opens a closed meeting again: a matter that cannot be carried out is decided anew or taken off.',
  })
  async reopenMeeting(
    @Arg('input', () => MeetingChangeInput) input: MeetingChangeInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<MeetingType> {
    return this.reads.one(actor, await this.meetings.reopen(actor, input));
  }

  @Mutation(() => MeetingType, {
    description:
      'Signs the protocol: publishes, returns, turns down, withdraws and gives back as was decided, issues certificates and annuls them, all or nothing.',
  })
  async signProtocol(
    @Arg('input', () => SignProtocolInput) input: SignProtocolInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<MeetingType> {
    return this.reads.one(actor, await this.protocols.sign(actor, input));
  }
}
