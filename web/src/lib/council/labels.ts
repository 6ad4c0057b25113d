import type { graphql } from '#lib/graphql/graphql.ts';
import { m } from '#lib/paraglide/messages.js';

type Named<Name extends Parameters<typeof graphql.scalar>[0]> = ReturnType<typeof graphql.scalar<Name>>;

/** What has to be done with a material in the queue. */
export const needLabel: Record<Named<'QueueNeed'>, () => string> = {
  ASSIGN: m.queue_need_assign,
  MORE: m.queue_need_more,
  THIRD: m.queue_need_third,
  CHASE: m.queue_need_chase,
  WAIT: m.queue_need_wait,
  DECIDE: m.queue_need_decide,
};

/** Needs in the order in which a secretary goes through them. */
export const NEEDS = ['ASSIGN', 'CHASE', 'MORE', 'THIRD', 'DECIDE', 'WAIT'] as const;

/** How far a review is. */
export const reviewStateLabel: Record<Named<'ReviewState'>, () => string> = {
  INVITED: m.review_state_invited,
  ACCEPTED: m.review_state_accepted,
  DECLINED: m.review_state_declined,
  OVERDUE: m.review_state_overdue,
  SUBMITTED: m.review_state_submitted,
  CANCELLED: m.review_state_cancelled,
};

/** What a reviewer advises. */
export const recommendationLabel: Record<Named<'ReviewRecommendation'>, () => string> = {
  PUBLISH: m.recommend_publish,
  REVISE: m.recommend_revise,
  REJECT: m.recommend_reject,
};

/** Why a reviewer declines. */
export const declineLabel: Record<Named<'DeclineReason'>, () => string> = {
  CONFLICT: m.decline_conflict,
  NO_TIME: m.decline_no_time,
  NOT_MY_FIELD: m.decline_not_my_field,
  OTHER: m.decline_other,
};

/** What stands against a reviewer. */
export const obstacleLabel: Record<Named<'ReviewObstacle'>, () => string> = {
  CONTRIBUTOR: m.obstacle_contributor,
  DECLARED: m.obstacle_declared,
  ASSIGNED: m.obstacle_assigned,
  SAME_ORGANIZATION: m.obstacle_same_organization,
  CO_AUTHOR: m.obstacle_co_author,
};

/** Why a version is turned down. */
export const rejectionLabel: Record<Named<'RejectionReason'>, () => string> = {
  OFF_TOPIC: m.rejection_off_topic,
  QUALITY: m.rejection_quality,
  DUPLICATE: m.rejection_duplicate,
  RIGHTS: m.rejection_rights,
  PLAGIARISM: m.rejection_plagiarism,
  PERSONAL_DATA: m.rejection_personal_data,
  OTHER: m.rejection_other,
};

/** Where a version is while others are at work on it. */
export const handsLabel: Partial<Record<Named<'MaterialState'>, () => string>> = {
  SUBMITTED: m.hands_submitted,
  IN_REVIEW: m.hands_in_review,
  COUNCIL: m.hands_council,
};

/** How far a meeting is. */
export const meetingStatusLabel: Record<Named<'MeetingStatus'>, () => string> = {
  PLANNED: m.meeting_status_planned,
  OPEN: m.meeting_status_open,
  CLOSED: m.meeting_status_closed,
  PROTOCOL_SIGNED: m.meeting_status_protocol_signed,
  CANCELLED: m.meeting_status_cancelled,
};

/** What the council decides on a matter. */
export const outcomeLabel: Record<Named<'AgendaOutcome'>, () => string> = {
  PUBLISH: m.outcome_publish,
  RECOMMEND: m.outcome_recommend,
  RETURN: m.outcome_return,
  REJECT: m.outcome_reject,
  WITHDRAW: m.outcome_withdraw,
  REINSTATE: m.outcome_reinstate,
  KEEP: m.outcome_keep,
  ENTER: m.outcome_enter,
  APPROVE: m.outcome_approve,
  NOTE: m.outcome_note,
};

/** What was decided on a material. */
export const decidedLabel: Record<Named<'DecisionKind'>, () => string> = {
  PUBLISH: m.outcome_publish,
  MINOR_CHANGE: m.figures_minor_change,
  RETURN: m.outcome_return,
  REJECT: m.outcome_reject,
  WITHDRAW: m.outcome_withdraw,
  REINSTATE: m.outcome_reinstate,
};

/** What a decision of the public register has done. */
export const decisionKindLabel: Record<Named<'PublicDecisionKind'>, () => string> = {
  PUBLISHED: m.decision_kind_published,
  RECOMMENDED: m.decision_kind_recommended,
  WITHDRAWN: m.decision_kind_withdrawn,
  REINSTATED: m.decision_kind_reinstated,
  EXPERIENCE_ENTERED: m.decision_kind_experience_entered,
  EXPERIENCE_WITHDRAWN: m.decision_kind_experience_withdrawn,
  THEME_APPROVED: m.decision_kind_theme_approved,
  DOCUMENT_APPROVED: m.decision_kind_document_approved,
};
