import { Field, ObjectType } from 'type-graphql';

/** A subject as the API shows it. */
@ObjectType('Subject', { description: "A school subject or an area of a preschool child's development." })
export class SubjectType {
  @Field(() => String, { description: 'Value of the filter.' })
  slug!: string;

  @Field(() => String, { description: 'Name in Russian.' })
  title!: string;
}
