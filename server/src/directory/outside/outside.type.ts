import { ArrayMaxSize } from 'class-validator';
import { Field, GraphQLISODateTime, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { PersonInput } from '../accounts/person.input.js';
import { ConsentKind } from '../consents/consent.entity.js';

/** What follows when somebody comes back from the outside service. */
export enum OutsideOutcome {
  SIGNED_IN = 'SIGNED_IN',
  SECOND_STEP = 'SECOND_STEP',
  LINK = 'LINK',
  REGISTER = 'REGISTER',
  LINKED = 'LINKED',
}

registerEnumType(OutsideOutcome, {
  name: 'OutsideOutcome',
  description: 'What follows when somebody comes back from the outside service.',
  valuesConfig: {
    SIGNED_IN: { description: 'The session has begun.' },
    SECOND_STEP: { description: 'The account wants a second factor: `pendingSignIn`.' },
    LINK: { description: 'There is an account with the address: `linkOutside` with its password.' },
    REGISTER: { description: 'There is none: `registerOutside`.' },
    LINKED: { description: 'The account of the caller is linked now.' },
  },
});

/** The end of a visit to the outside service. */
@ObjectType({ description: 'The end of a visit to the outside service.' })
export class OutsideReturn {
  @Field(() => OutsideOutcome, { description: 'What follows.' })
  outcome!: OutsideOutcome;

  @Field(() => String, { description: 'What `beginOutsideSignIn` was told; check it before you follow it.' })
  returnTo!: string;
}

/** A visit to the outside service that is not at its end. */
@ObjectType({
  description: 'A visit to the outside service that waits for the password, or for registration.',
})
export class PendingOutside {
  @Field(() => OutsideOutcome, { description: '`LINK` or `REGISTER`.' })
  outcome!: OutsideOutcome;

  @Field(() => String, { description: 'The address for which the service vouched.' })
  email!: string;

  @Field(() => String, { nullable: true, description: 'Surname, as the service has it.' })
  lastName!: string | null;

  @Field(() => String, { nullable: true, description: 'First name, as the service has it.' })
  firstName!: string | null;

  @Field(() => String, { description: 'Where the visitor wanted to go; check it before you follow it.' })
  returnTo!: string;
}

/** How the outside service knows the caller. */
@ObjectType({ description: 'How the outside service knows the caller.' })
export class OutsideIdentity {
  @Field(() => String, { description: 'The address for which it vouched.' })
  email!: string;

  @Field(() => GraphQLISODateTime, { description: 'Since when the account is linked.' })
  createdAt!: Date;
}

/** Who registers through the outside service. */
@InputType({ description: 'Who registers through the outside service, which has vouched for the address.' })
export class RegisterOutsideInput extends PersonInput {
  @Field(() => [ConsentKind], { description: 'Consents to the present texts; `PROCESSING` is required.' })
  @ArrayMaxSize(10)
  consents!: ConsentKind[];
}
