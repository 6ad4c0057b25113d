import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import { ContributionRole, MaterialKind } from '../material-enums.js';

/** Somebody's wish to name the one who asks on a title page. */
@ObjectType('Invitation', { description: 'An invitation to a title page that waits for an answer.' })
export class InvitationType {
  @Field(() => ID, { description: 'Give it to `confirmContribution` or `declineContribution`.' })
  id!: string;

  @Field(() => ContributionRole, { description: 'As what.' })
  role!: ContributionRole;

  @Field(() => GraphQLISODateTime, { description: 'Since when.' })
  invitedAt!: Date;

  @Field(() => ID, { description: 'The material; `ownMaterial` shows it whole.' })
  materialId!: string;

  @Field(() => MaterialKind, { description: 'What it is.' })
  kind!: MaterialKind;

  @Field(() => String, { description: 'Its title; may be empty still.' })
  title!: string;

  @Field(() => String, { description: 'Its annotation; may be empty still.' })
  annotation!: string;

  @Field(() => String, { description: '«Фамилия Имя Отчество» of its owner.' })
  invitedBy!: string;
}
