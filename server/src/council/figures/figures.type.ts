import { Field, Float, Int, ObjectType } from 'type-graphql';
import { DecisionKind } from '../../materials/material-decision.entity.js';
import { MaterialStatus } from '../../materials/material-enums.js';

/** How long versions stay in a state. */
@ObjectType({ description: 'How long versions stayed in a state that they left in the period.' })
export class TimeInState {
  @Field(() => MaterialStatus, { description: 'The state.' })
  state!: MaterialStatus;

  @Field(() => Int, { description: 'How often it was left in the period.' })
  count!: number;

  @Field(() => Float, { description: 'Median, days.' })
  median!: number;

  @Field(() => Float, { description: '90th percentile, days.' })
  p90!: number;
}

/** What a reviewer had to do. */
@ObjectType({ description: 'What a reviewer had to do in the period.' })
export class ReviewerFigures {
  @Field(() => String, { description: '«Фамилия И. О.» with no-break spaces.' })
  shortName!: string;

  @Field(() => String, { nullable: true, description: 'Where the person works.' })
  organizationName!: string | null;

  @Field(() => Int, { description: 'Reviews that the person was asked for in the period.' })
  asked!: number;

  @Field(() => Int, { description: 'How many of them are awaited still.' })
  open!: number;

  @Field(() => Int, { description: 'How many of them were sent.' })
  sent!: number;

  @Field(() => Int, { description: 'How many of them were sent after their last day, or are late now.' })
  late!: number;
}

/** How many materials went through so many rounds. */
@ObjectType({ description: 'How many publications of the period took so many rounds.' })
export class RoundsFigure {
  @Field(() => Int, { description: 'How often the material was handed in until it was published; from 1.' })
  rounds!: number;

  @Field(() => Int, { description: 'How many publications.' })
  count!: number;
}

/** A decision by its kind. */
@ObjectType({ description: 'How often something was decided on materials in the period.' })
export class DecisionFigure {
  @Field(() => DecisionKind, { description: 'What was decided.' })
  kind!: DecisionKind;

  @Field(() => Int, { description: 'How often.' })
  count!: number;

  @Field(() => Int, { description: 'How often of these by a protocol of the council.' })
  byProtocol!: number;
}

/** Publications of a theme or an organisation. */
@ObjectType({
  description: 'Public materials of a theme or an organisation that were first published in the period.',
})
export class PublicationsOf {
  @Field(() => String, { description: 'Last part of its address.' })
  slug!: string;

  @Field(() => String, { description: 'Its title or short name.' })
  title!: string;

  @Field(() => Int, { description: 'How many materials.' })
  count!: number;

  @Field(() => Int, { description: 'How many of these the council recommends.' })
  recommended!: number;
}

/** Figures of the council's work. */
@ObjectType({
  description: 'Figures of the council’s work in a period, within the reach of the one who asks.',
})
export class CouncilFigures {
  @Field(() => [TimeInState], { description: 'Time in each state, in the order of the way.' })
  times!: TimeInState[];

  @Field(() => [ReviewerFigures], { description: 'Reviewers, who was asked most first, at most 200.' })
  reviewers!: ReviewerFigures[];

  @Field(() => Float, {
    nullable: true,
    description: 'Share of returns among returns, publications and refusals, 0–1; null without any.',
  })
  returnShare!: number | null;

  @Field(() => [RoundsFigure], { description: 'Publications by the rounds that they took.' })
  rounds!: RoundsFigure[];

  @Field(() => [DecisionFigure], { description: 'Decisions by their kind.' })
  decisions!: DecisionFigure[];

  @Field(() => Int, { description: 'Protocols that were signed in the period, wherever the reach ends.' })
  protocols!: number;

  @Field(() => [PublicationsOf], { description: 'Publications by priority theme, most first.' })
  themes!: PublicationsOf[];

  @Field(() => [PublicationsOf], { description: 'Publications by organisation, most first, at most 200.' })
  organizations!: PublicationsOf[];
}
