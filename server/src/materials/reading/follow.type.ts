import { Field, GraphQLISODateTime, ObjectType, registerEnumType } from 'type-graphql';

/** What a person can follow. */
export enum FollowedKind {
  AUTHOR = 'AUTHOR',
  THEME = 'THEME',
  NETWORK = 'NETWORK',
}

registerEnumType(FollowedKind, {
  name: 'FollowedKind',
  description: 'What a person can follow.',
  valuesConfig: {
    AUTHOR: { description: 'A person with something published.' },
    THEME: { description: 'A priority theme, with its narrower themes.' },
    NETWORK: { description: 'A network.' },
  },
});

/** What a person follows, as the API shows it. */
@ObjectType('Followed', { description: 'What the viewer follows: new materials of it are notified.' })
export class FollowedType {
  @Field(() => FollowedKind, { description: 'What it is.' })
  kind!: FollowedKind;

  @Field(() => String, { description: 'Last part of its address.' })
  slug!: string;

  @Field(() => String, { description: 'Name or title.' })
  title!: string;

  @Field(() => GraphQLISODateTime, { description: 'Since when.' })
  since!: Date;
}
