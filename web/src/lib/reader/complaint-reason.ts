import type { graphql } from '#lib/graphql/graphql.ts';
import { m } from '#lib/paraglide/messages.js';

/** What is wrong. */
export type ComplaintReason = ReturnType<typeof graphql.scalar<'ComplaintReason'>>;

/** What is wrong, in words. */
export const complaintReason: Record<ComplaintReason, () => string> = {
  COPYRIGHT: m.complaint_copyright,
  PERSONAL_DATA: m.complaint_personal_data,
  MISTAKE: m.complaint_mistake,
  OFFENCE: m.complaint_offence,
  SPAM: m.complaint_spam,
  OTHER: m.complaint_other,
};
