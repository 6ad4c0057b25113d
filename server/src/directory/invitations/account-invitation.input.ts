import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';
import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, ID, InputType } from 'type-graphql';
import { NameInput } from '../accounts/person.input.js';
import { ConsentKind } from '../consents/consent.entity.js';
import { Role } from '../role.js';

const EMAIL = 1000;
const PASSWORD = 1024;

/** Who is invited, and with which role. */
@InputType({ description: 'Who is invited to have an account, and with which role.' })
export class InviteInput extends NameInput {
  @Field(() => String, { description: 'Address; a letter with a link goes there.' })
  @MaxLength(EMAIL)
  email!: string;

  @Field(() => String, { nullable: true, description: 'Slug of the place of work.' })
  @IsOptional()
  @MaxLength(200)
  organization?: string | null;

  @Field(() => Role, { nullable: true, description: 'Role that comes with the account; none unless said.' })
  role?: Role | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The territory, organisation or network for which it is held; null for the whole bank.',
  })
  place?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The document that the role rests on, with its number and date, at most 300 characters.',
  })
  basis?: string | null;

  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'First day; that of the acceptance unless said.',
  })
  validFrom?: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Last day; no end unless said.' })
  validTo?: string | null;
}

/** The account of one who was invited. */
@InputType({ description: 'The account of one who was invited.' })
export class AcceptAccountInvitationInput extends NameInput {
  @Field(() => String, { description: 'Token of the link.' })
  @MaxLength(100)
  token!: string;

  @Field(() => String, { description: '8–128 characters, none of those that everybody tries.' })
  @MaxLength(PASSWORD)
  password!: string;

  @Field(() => String, { nullable: true, description: 'Post.' })
  @IsOptional()
  @MaxLength(200)
  position?: string | null;

  @Field(() => [ConsentKind], { description: 'Consents to the present texts; `PROCESSING` is required.' })
  @ArrayMaxSize(10)
  consents!: ConsentKind[];
}
