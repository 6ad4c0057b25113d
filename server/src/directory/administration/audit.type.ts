import { MaxLength } from 'class-validator';
import { GraphQLLocalDate } from 'graphql-scalars';
import { ArgsType, Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import { ConnectionArgs, PageInfo } from '../../platform/connection.js';

/** Arguments of the audit trail. */
@ArgsType()
export class AuditArgs extends ConnectionArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Words of the name or the e-mail address of who did it, each to be found somewhere.',
  })
  @MaxLength(100)
  person?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only what was done to this kind of thing: `material`.',
  })
  @MaxLength(100)
  subjectType?: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day, of Moscow.' })
  from?: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Last day, of Moscow.' })
  to?: string | null;
}

/** A line of the audit trail. */
@ObjectType({ description: 'A line of the audit trail: a change, written in its transaction.' })
export class AuditLine {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => GraphQLISODateTime, { description: 'When it was done.' })
  at!: Date;

  @Field(() => String, { description: 'Who did it: `import`, `system`, or the id of an account.' })
  actor!: string;

  @Field(() => String, { nullable: true, description: '«Фамилия Имя Отчество» of who did it.' })
  actorName!: string | null;

  @Field(() => String, { description: 'Past-tense verb with its domain: `material.published`.' })
  action!: string;

  @Field(() => String, { description: 'Kind of the thing: `material`.' })
  subjectType!: string;

  @Field(() => ID, { description: 'UUID of the thing.' })
  subjectId!: string;

  @Field(() => String, { description: 'What is worth knowing of the change, as JSON; `{}` for nothing.' })
  data!: string;
}

/** A page of the audit trail. */
@ObjectType({ description: 'A page of the audit trail.' })
export class AuditConnection {
  @Field(() => [AuditLine], { description: 'The lines of this page, the newest first.' })
  nodes!: AuditLine[];

  @Field(() => PageInfo, { description: 'Where the page ends.' })
  pageInfo!: PageInfo;

  @Field(() => [String], { description: 'The kinds of things that the trail tells of.' })
  subjectTypes!: string[];
}
