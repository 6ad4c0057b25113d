import { MaxLength } from 'class-validator';
import { Field, GraphQLISODateTime, ID, InputType, ObjectType } from 'type-graphql';

/** A passkey as its owner sees it. */
@ObjectType({
  description: 'A passkey of the caller: signs in without a password, and counts as two factors.',
})
export class Passkey {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => String, { description: 'What its owner calls it: «Рабочий ноутбук».' })
  name!: string;

  @Field(() => Boolean, { description: 'Whether it is kept on several devices, by a service of its maker.' })
  synced!: boolean;

  @Field(() => GraphQLISODateTime, { description: 'When it was added.' })
  createdAt!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was last used to sign in.' })
  lastUsedAt!: Date | null;
}

/** A new passkey. */
@InputType({ description: 'A new passkey.' })
export class AddPasskeyInput {
  @Field(() => String, {
    description:
      'What the browser made of the options of `beginPasskey`: `RegistrationResponseJSON` as text.',
  })
  @MaxLength(50_000)
  credential!: string;

  @Field(() => String, { description: 'What to call it, at most 60 characters.' })
  name!: string;
}

/** A passkey to be removed. */
@InputType({ description: 'A passkey to be removed.' })
export class RemovePasskeyInput {
  @Field(() => ID, { description: 'The passkey.' })
  id!: string;

  @Field(() => String, { description: 'The present password.' })
  @MaxLength(1024)
  password!: string;
}
