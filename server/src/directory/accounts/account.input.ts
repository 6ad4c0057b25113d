import { ArrayMaxSize, MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { ConsentKind } from '../consents/consent.entity.js';
import { PersonInput } from './person.input.js';

const EMAIL = 1000;
/** More than any password that is taken: longer ones are refused before they are hashed. */
const PASSWORD = 1024;
const TOKEN = 100;

/** Who registers. */
@InputType({ description: 'Who registers.' })
export class RegisterInput extends PersonInput {
  @Field(() => String, { description: 'Address to sign in with; a letter goes there.' })
  @MaxLength(EMAIL)
  email!: string;

  @Field(() => String, { description: '8–128 characters, none of those that everybody tries.' })
  @MaxLength(PASSWORD)
  password!: string;

  @Field(() => [ConsentKind], { description: 'Consents to the present texts; `PROCESSING` is required.' })
  @ArrayMaxSize(10)
  consents!: ConsentKind[];
}

/** A new password by a one-time link. */
@InputType({ description: 'A new password by a one-time link.' })
export class ResetPasswordInput {
  @Field(() => String, { description: 'Token of the link.' })
  @MaxLength(TOKEN)
  token!: string;

  @Field(() => String, { description: '8–128 characters, none of those that everybody tries.' })
  @MaxLength(PASSWORD)
  password!: string;
}

/** A new password by the present one. */
@InputType({ description: 'A new password by the present one.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The present password.' })
  @MaxLength(PASSWORD)
  current!: string;

  @Field(() => String, { description: '8–128 characters, none of those that everybody tries.' })
  @MaxLength(PASSWORD)
  password!: string;
}

/** The end of the own account. */
@InputType({ description: 'The end of the own account.' })
export class DeleteAccountInput {
  @Field(() => String, { description: 'The present password.' })
  @MaxLength(PASSWORD)
  password!: string;
}

/** A new address to sign in with. */
@InputType({ description: 'A new address to sign in with.' })
export class ChangeEmailInput {
  @Field(() => String, { description: 'The new address; a letter goes there.' })
  @MaxLength(EMAIL)
  email!: string;

  @Field(() => String, { description: 'The present password.' })
  @MaxLength(PASSWORD)
  password!: string;
}
