import { Field, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

/** How a rebuild of the search index stands. */
export enum IndexRebuildState {
  RUNNING = 'RUNNING',
  DONE = 'DONE',
  FAILED = 'FAILED',
}

registerEnumType(IndexRebuildState, {
  name: 'IndexRebuildState',
  description: 'How a rebuild of the search index stands.',
  valuesConfig: {
    RUNNING: { description: 'Under way; the old index answers.' },
    DONE: { description: 'The new index answers.' },
    FAILED: { description: 'Broken off; the old index answers.' },
  },
});

/** A rebuild of the search index. */
@ObjectType({ description: 'A rebuild of the search index beside the one that answers.' })
export class IndexRebuild {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => IndexRebuildState, { description: 'How it stands.' })
  state!: IndexRebuildState;

  @Field(() => Int, { description: 'Materials indexed so far, of the engine at work.' })
  done!: number;

  @Field(() => Int, { description: 'Materials to be indexed; 0 before it is known.' })
  total!: number;

  @Field(() => GraphQLISODateTime, { description: 'When it began.' })
  startedAt!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it ended.' })
  finishedAt!: Date | null;
}

/** How far the search is behind the bank. */
@ObjectType({ description: 'How far the search is behind the bank.' })
export class IndexLag {
  @Field(() => Int, { description: 'Changes that wait to be indexed.' })
  pending!: number;

  @Field(() => Int, { description: 'Age of the oldest of them, seconds; 0 without any.' })
  seconds!: number;
}
