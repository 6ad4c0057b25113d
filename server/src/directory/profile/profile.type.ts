import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';
import { EducationLevel } from '../../vocabulary/education-level.js';
import { PersonInput } from '../accounts/person.input.js';
import { Qualification, StaffGroup } from '../person.entity.js';

const BIO = 3_000;

/** Which fields of a profile everybody sees. */
@ObjectType({ description: 'Which fields of a profile everybody sees.' })
export class ProfileVisibility {
  @Field(() => Boolean, { description: 'The post.' })
  position!: boolean;

  @Field(() => Boolean, { description: 'The place of work.' })
  organization!: boolean;

  @Field(() => Boolean, { description: 'The qualification.' })
  qualification!: boolean;

  @Field(() => Boolean, { description: 'What the person says of themselves.' })
  bio!: boolean;
}

/** Which fields of a profile everybody shall see. */
@InputType({
  description: 'Which fields of a profile everybody shall see; needs the consent to distribution.',
})
export class ProfileVisibilityInput {
  @Field(() => Boolean, { description: 'The post.' })
  position!: boolean;

  @Field(() => Boolean, { description: 'The place of work.' })
  organization!: boolean;

  @Field(() => Boolean, { description: 'The qualification.' })
  qualification!: boolean;

  @Field(() => Boolean, { description: 'What the person says of themselves.' })
  bio!: boolean;
}

/** The caller's own profile, what is hidden from others too. */
@ObjectType({ description: 'The caller’s own profile, what is hidden from others too.' })
export class Profile {
  @Field(() => Int, { description: 'Give it back as `expectedVersion`; grows with each change.' })
  version!: number;

  @Field(() => String, { description: 'Last part of the address of the author’s page.' })
  slug!: string;

  @Field(() => Boolean, { description: 'Whether that page is there: it comes with the first publication.' })
  hasPage!: boolean;

  @Field(() => String, { description: 'Surname.' })
  lastName!: string;

  @Field(() => String, { description: 'First name.' })
  firstName!: string;

  @Field(() => String, { nullable: true, description: 'Patronymic.' })
  patronymic!: string | null;

  @Field(() => String, { nullable: true, description: 'Post.' })
  position!: string | null;

  @Field(() => String, { nullable: true, description: 'Slug of the place of work.' })
  organization!: string | null;

  @Field(() => Qualification, { description: 'Qualification by the rules of attestation.' })
  qualification!: Qualification;

  @Field(() => [StaffGroup], { description: 'Groups of staff that networks address.' })
  staffGroups!: StaffGroup[];

  @Field(() => [String], { description: 'Slugs of the subjects taught.' })
  subjects!: string[];

  @Field(() => [EducationLevel], { description: 'Levels of education worked at.' })
  levels!: EducationLevel[];

  @Field(() => String, { nullable: true, description: 'What the person says of themselves.' })
  bio!: string | null;

  @Field(() => ProfileVisibility, { description: 'What of it everybody sees.' })
  visibility!: ProfileVisibility;

  @Field(() => Boolean, {
    description: 'Whether the consent to distribution is given, without which nothing is shown.',
  })
  mayBeShown!: boolean;
}

/** A changed profile, whole. */
@InputType({ description: 'A changed profile, whole.' })
export class EditProfileInput extends PersonInput {
  @Field(() => Int, { description: '`version` of the profile that was looked at.' })
  expectedVersion!: number;

  @Field(() => Qualification, { description: 'Qualification by the rules of attestation.' })
  qualification!: Qualification;

  @Field(() => [StaffGroup], { description: 'Groups of staff that networks address.' })
  @ArrayMaxSize(20)
  staffGroups!: StaffGroup[];

  @Field(() => [String], { description: 'Slugs of the subjects taught.' })
  @ArrayMaxSize(60)
  subjects!: string[];

  @Field(() => [EducationLevel], { description: 'Levels of education worked at.' })
  @ArrayMaxSize(20)
  levels!: EducationLevel[];

  @Field(() => String, { nullable: true, description: 'What the person says of themselves.' })
  @IsOptional()
  @MaxLength(BIO)
  bio?: string | null;

  @Field(() => ProfileVisibilityInput, { description: 'What of it everybody shall see.' })
  visibility!: ProfileVisibilityInput;
}
