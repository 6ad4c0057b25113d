import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import { isCouncilMember } from '../council.policy.js';
import { AnswerCallInput, CloseCallInput, OpenCallInput } from './call.input.js';
import type { CallReads } from './call.reads.js';
import type { CallService } from './call.service.js';
import { MaterialCallType } from './call.type.js';

/** Calls for materials in the API. */
@Resolver(() => MaterialCallType)
export class CallResolver {
  constructor(
    private readonly reads: CallReads,
    private readonly calls: CallService,
  ) {}

  @Query(() => [MaterialCallType], {
    description:
      'Calls for materials: the open ones first, those that end soon before; then the closed ones. At most 200.',
  })
  materialCalls(
    @Arg('theme', () => String, { nullable: true, description: 'Slug of a theme, with its narrower ones.' })
    theme: string | null,
    @Arg('open', () => Boolean, { defaultValue: false, description: 'Only those that take answers.' })
    open: boolean,
  ): Promise<MaterialCallType[]> {
    return this.reads.all({ theme: theme ?? null, open });
  }

  @Query(() => MaterialCallType, { nullable: true, description: 'One call for materials.' })
  materialCall(@Arg('id', () => ID, { description: 'The call.' }) id: string): Promise<MaterialCallType> {
    return this.reads.one(id);
  }

  @Mutation(() => MaterialCallType, {
    description: 'Opens a call for materials; those who follow the theme are told once.',
  })
  async openCall(
    @Arg('input', () => OpenCallInput) input: OpenCallInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<MaterialCallType> {
    return this.reads.one(await this.calls.open(actor, input));
  }

  @Mutation(() => MaterialCallType, { description: 'Closes a call before its day.' })
  async closeCall(
    @Arg('input', () => CloseCallInput) input: CloseCallInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<MaterialCallType> {
    return this.reads.one(await this.calls.close(actor, input));
  }

  @Mutation(() => ID, {
    description:
      'Begins a material in answer to a call, with its theme, kind and levels; the id of the material.',
  })
  answerCall(
    @Arg('input', () => AnswerCallInput) input: AnswerCallInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<string> {
    return this.calls.answer(actor, input);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may open and close calls.' })
  viewerCanClose(@Ctx() { actor }: GraphQLContext): boolean {
    return isCouncilMember(actor);
  }
}
