import { Field, ID, ObjectType } from 'type-graphql';

/** A device on which the caller is signed in. */
@ObjectType({ description: 'A device on which the caller is signed in.' })
export class Device {
  @Field(() => ID, { description: 'The session.' })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Browser and system, «Chrome, Windows»; null where unknown.',
  })
  name!: string | null;

  @Field(() => Date, { description: 'When it was signed in.' })
  since!: Date;

  @Field(() => Date, { description: 'When it was last used, give or take a minute.' })
  lastSeenAt!: Date;

  @Field(() => Boolean, { description: 'Whether it is the one that asks.' })
  current!: boolean;
}
