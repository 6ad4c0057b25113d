import { IsOptional } from 'class-validator';
import { ArgsType, Field, InputType } from 'type-graphql';
import { MaterialKind, MaterialStatus } from '../../materials/material-enums.js';
import { ConnectionArgs } from '../../platform/connection.js';
import { QueueNeed, QueueOrder } from './queue.type.js';

/** What of the queue is shown. */
@InputType({ description: 'What of the queue is shown; a field that is absent or empty passes.' })
export class QueueFilter {
  @Field(() => [MaterialStatus], { nullable: true, description: 'States of the version.' })
  @IsOptional()
  states?: MaterialStatus[] | null;

  @Field(() => [MaterialKind], { nullable: true, description: 'Kinds.' })
  @IsOptional()
  kinds?: MaterialKind[] | null;

  @Field(() => [String], { nullable: true, description: 'Slugs of priority themes.' })
  @IsOptional()
  themes?: string[] | null;

  @Field(() => [QueueNeed], { nullable: true, description: 'What has to be done.' })
  @IsOptional()
  needs?: QueueNeed[] | null;
}

/** Arguments of the queue. */
@ArgsType()
export class QueueArgs extends ConnectionArgs {
  @Field(() => QueueFilter, { nullable: true, description: 'What is shown; all without it.' })
  @IsOptional()
  filter?: QueueFilter | null;

  @Field(() => QueueOrder, { defaultValue: QueueOrder.LONGEST_WAITING, description: 'In what order.' })
  order: QueueOrder = QueueOrder.LONGEST_WAITING;
}
