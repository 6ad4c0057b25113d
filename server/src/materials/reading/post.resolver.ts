import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { batched } from '../../platform/batch.js';
import { ConnectionArgs } from '../../platform/connection.js';
import type { GraphQLContext } from '../../platform/context.js';
import { MaterialType } from '../material.type.js';
import { canEditPost, canHidePost, canModerate } from './moderation.policy.js';
import { PostKind } from './post.entity.js';
import { EditCommentInput, EditUseReportInput, ReportUseInput } from './post.input.js';
import type { PostReads } from './post.reads.js';
import type { PostService } from './post.service.js';
import {
  CommentConnection,
  CommentType,
  PostRights,
  type PostType,
  UseReportConnection,
  UseReportType,
} from './post.type.js';

/** Use reports and comments of a material, and what their readers do with them. */
@Resolver(() => MaterialType)
export class PostResolver {
  constructor(
    private readonly reads: PostReads,
    private readonly service: PostService,
  ) {}

  @FieldResolver(() => UseReportConnection, { description: '«Опыт применения», newest first.' })
  useReports(
    @Root() { id }: MaterialType,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() context: GraphQLContext,
  ) {
    return this.page(context, id, PostKind.USE_REPORT, args);
  }

  @FieldResolver(() => CommentConnection, { description: '«Обсуждение», newest first.' })
  comments(
    @Root() { id }: MaterialType,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() context: GraphQLContext,
  ) {
    return this.page(context, id, PostKind.COMMENT, args);
  }

  @Mutation(() => UseReportType, { description: '«Применил на практике»: the authors are told.' })
  async reportUse(@Arg('input') input: ReportUseInput, @Ctx() { actor }: GraphQLContext) {
    return this.reads.byId(await this.service.reportUse(actor, input));
  }

  @Mutation(() => UseReportType, { description: "Changes the viewer's own use report." })
  async editUseReport(@Arg('input') input: EditUseReportInput, @Ctx() { actor }: GraphQLContext) {
    return this.reads.byId(await this.service.editUse(actor, input));
  }

  @Mutation(() => CommentType, { description: 'Adds a word to the discussion: the authors are told.' })
  async addComment(
    @Arg('material', () => String, { description: 'Slug of the material.' }) material: string,
    @Arg('body', () => String, { description: 'At most 3,000 characters.' }) body: string,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.reads.byId(await this.service.comment(actor, material, body));
  }

  @Mutation(() => CommentType, { description: "Changes the viewer's own comment." })
  async editComment(@Arg('input') input: EditCommentInput, @Ctx() { actor }: GraphQLContext) {
    return this.reads.byId(await this.service.editComment(actor, input));
  }

  @Mutation(() => Boolean, {
    description:
      'Hides a use report or a comment: its writer, or a moderator with a reason that the writer is told.',
  })
  async hidePost(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String, { nullable: true }) reason: string | null,
    @Ctx() { actor }: GraphQLContext,
  ) {
    await this.service.hide(actor, id, reason);
    return true;
  }

  @Mutation(() => Boolean, { description: 'Takes a hiding back; what a moderator hid, a moderator shows.' })
  async showPost(@Arg('id', () => ID) id: string, @Ctx() { actor }: GraphQLContext) {
    await this.service.show(actor, id);
    return true;
  }

  private page(context: GraphQLContext, id: string, kind: PostKind, { first, after }: ConnectionArgs) {
    const load = (ids: readonly string[]) => this.reads.pages(ids, kind, first, after);
    return batched(context, `material.${kind} ${first} ${after ?? ''}`, load)(id);
  }
}

const DESCRIPTION = 'What the viewer may do; guests nothing.';

function rightsOf(post: PostType, { actor }: GraphQLContext): PostRights {
  return {
    edit: canEditPost(actor, post),
    hide: canHidePost(actor, post),
    moderate: canModerate(actor, post.place) && !canEditPost(actor, post),
  };
}

/** `UseReport.viewerCan`. */
@Resolver(() => UseReportType)
export class UseReportRightsResolver {
  @FieldResolver(() => PostRights, { description: DESCRIPTION })
  viewerCan(@Root() post: UseReportType, @Ctx() context: GraphQLContext): PostRights {
    return rightsOf(post, context);
  }
}

/** `Comment.viewerCan`. */
@Resolver(() => CommentType)
export class CommentRightsResolver {
  @FieldResolver(() => PostRights, { description: DESCRIPTION })
  viewerCan(@Root() post: CommentType, @Ctx() context: GraphQLContext): PostRights {
    return rightsOf(post, context);
  }
}
