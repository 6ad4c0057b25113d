import { MaxLength } from 'class-validator';
import { Field, GraphQLISODateTime, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';

/** What a sign-in waits for after the password. */
export enum SignInStep {
  CODE = 'CODE',
  SET_UP = 'SET_UP',
}

registerEnumType(SignInStep, {
  name: 'SignInStep',
  description: 'What a sign-in waits for after the password.',
  valuesConfig: {
    CODE: { description: 'The second factor: a code or a passkey.' },
    SET_UP: { description: 'The bank wants a second factor of this role: it is set up first.' },
  },
});

/** A sign-in that waits for its second step. */
@ObjectType({ description: 'A sign-in that waits for its second step.' })
export class PendingSignIn {
  @Field(() => SignInStep, { description: 'What it waits for.' })
  step!: SignInStep;

  @Field(() => Boolean, { description: 'Whether a code goes on with it: `finishSignIn`.' })
  byCode!: boolean;

  @Field(() => Boolean, { description: 'Whether a passkey goes on with it: `signInByPasskey`.' })
  byPasskey!: boolean;
}

/** The key of an authenticator app, before it is confirmed. */
@ObjectType({
  description: 'The key of an authenticator app, shown until a code confirms that the app has it.',
})
export class TotpSetup {
  @Field(() => String, { description: 'Base32 in groups of four, for typing.' })
  key!: string;

  @Field(() => String, { description: '`otpauth://totp/…`, as apps read it.' })
  uri!: string;

  @Field(() => String, { description: 'QR code of `uri`: an SVG document.' })
  qr!: string;
}

/** How the caller signs in beside the password. */
@ObjectType({ description: 'How the caller signs in beside the password.' })
export class OwnFactors {
  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'Since when a code of an authenticator app is asked for; null where none is.',
  })
  totpSince!: Date | null;

  @Field(() => Int, { description: 'Recovery codes that are left.' })
  recoveryCodesLeft!: number;

  @Field(() => Boolean, { description: 'Whether the bank wants a second factor of the roles held today.' })
  required!: boolean;
}

/** What is asked for before the second step changes. */
@InputType({ description: 'What is asked for before the second step changes.' })
export class FactorProofInput {
  @Field(() => String, { description: 'The present password.' })
  @MaxLength(1024)
  password!: string;

  @Field(() => String, { description: 'A code of the authenticator app, or a recovery code.' })
  @MaxLength(100)
  code!: string;
}
