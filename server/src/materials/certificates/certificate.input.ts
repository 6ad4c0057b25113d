import { Length } from 'class-validator';
import { Field, InputType } from 'type-graphql';

/** Input of `annulCertificate`. */
@InputType({ description: 'Which certificate loses its force, and why.' })
export class AnnulCertificateInput {
  @Field(() => String, { description: 'Its check code, as it is printed or without hyphens.' })
  @Length(1, 100)
  checkCode!: string;

  @Field(() => String, {
    description: 'Why, in words that the check page shows to everybody; 10–500 characters.',
  })
  reason!: string;
}
