import {
  Arg,
  Ctx,
  Field,
  GraphQLISODateTime,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import { MailRhythm, type SavedSearch } from './saved-search.entity.js';
import { EditSavedSearchInput, SaveSearchInput } from './saved-search.input.js';
import type { SavedSearchService } from './saved-search.service.js';

/** A saved search as its owner sees it. */
@ObjectType('SavedSearch', { description: 'A search of the catalogue that the viewer follows.' })
export class SavedSearchType {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => String, { description: 'What its owner calls it.' })
  title!: string;

  @Field(() => String, { description: "Query of the catalogue's address that shows the same." })
  address!: string;

  @Field(() => MailRhythm, { description: 'How often new materials come by mail.' })
  mail!: MailRhythm;

  @Field(() => String, {
    description: 'Address of its Atom feed on this site; whoever knows it can read the feed.',
  })
  feedUrl!: string;

  @Field(() => GraphQLISODateTime, { description: 'Since when it is followed.' })
  createdAt!: Date;

  @Field(() => Int, { description: 'Give it back as `expectedVersion`.' })
  version!: number;
}

/** Saved searches in the API. */
@Resolver(() => SavedSearchType)
export class SavedSearchResolver {
  constructor(private readonly service: SavedSearchService) {}

  @Query(() => [SavedSearchType], { description: "The viewer's saved searches, the newest first." })
  async savedSearches(@Ctx() { actor }: GraphQLContext): Promise<SavedSearchType[]> {
    return (await this.service.own(actor)).map(toType);
  }

  @Mutation(() => SavedSearchType, { description: '«Следить за поиском».' })
  async saveSearch(@Arg('input') input: SaveSearchInput, @Ctx() { actor }: GraphQLContext) {
    return toType(await this.service.save(actor, input));
  }

  @Mutation(() => SavedSearchType, {
    description: 'Renames a saved search, changes its rhythm, or gives its feed a new address.',
  })
  async editSavedSearch(@Arg('input') input: EditSavedSearchInput, @Ctx() { actor }: GraphQLContext) {
    return toType(await this.service.edit(actor, input));
  }

  @Mutation(() => Boolean, { description: 'Follows a search no more.' })
  async deleteSavedSearch(@Arg('id', () => ID) id: string, @Ctx() { actor }: GraphQLContext) {
    await this.service.delete(actor, id);
    return true;
  }
}

function toType({ id, title, address, mail, token, createdAt, version }: SavedSearch): SavedSearchType {
  return { id, title, address, mail, createdAt, version, feedUrl: `/feeds/searches/${token}.atom` };
}
