import type { graphql } from '#lib/graphql/graphql.ts';
import { m } from '#lib/paraglide/messages.js';

/** What a person does in the bank. */
export const roleLabel: Record<ReturnType<typeof graphql.scalar<'Role'>>, () => string> = {
  TEACHER: m.role_teacher,
  EXPERT: m.role_expert,
  METHODIST: m.role_methodist,
  ORG_HEAD: m.role_org_head,
  ORG_COORDINATOR: m.role_org_coordinator,
  MODERATOR: m.role_moderator,
  MUNICIPAL_COORDINATOR: m.role_municipal_coordinator,
  COUNCIL_MEMBER: m.role_council_member,
  COUNCIL_SECRETARY: m.role_council_secretary,
  COUNCIL_CHAIR: m.role_council_chair,
  ADMIN: m.role_admin,
};
