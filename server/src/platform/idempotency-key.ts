import { IsOptional, MaxLength } from 'class-validator';
import { Field } from 'type-graphql';

/** The field `idempotencyKey` of an input, see `isFirst` and `idOnce`: `string | null`, at most 100 characters. */
export const IdempotencyKey: PropertyDecorator = (input, field) => {
  const name = String(field);
  Field(() => String, {
    nullable: true,
    description: 'Made anew for each press of the button: a repeat with the same key does nothing twice.',
  })(input, name);
  IsOptional()(input, name);
  MaxLength(100)(input, name);
};
