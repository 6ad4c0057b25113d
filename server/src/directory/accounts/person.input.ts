import { IsOptional, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';

const NAME = 100;
const LINE = 200;

/** The name of a person, as every form asks for it. */
@InputType()
export abstract class NameInput {
  @Field(() => String, { description: 'Surname.' })
  @MaxLength(NAME)
  lastName!: string;

  @Field(() => String, { description: 'First name.' })
  @MaxLength(NAME)
  firstName!: string;

  @Field(() => String, { nullable: true, description: 'Patronymic.' })
  @IsOptional()
  @MaxLength(NAME)
  patronymic?: string | null;
}

/** A person with the post and the place of work. */
@InputType()
export abstract class PersonInput extends NameInput {
  @Field(() => String, { nullable: true, description: 'Post.' })
  @IsOptional()
  @MaxLength(LINE)
  position?: string | null;

  @Field(() => String, { nullable: true, description: 'Slug of the place of work.' })
  @IsOptional()
  @MaxLength(LINE)
  organization?: string | null;
}
