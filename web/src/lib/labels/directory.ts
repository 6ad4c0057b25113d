import type { graphql } from '#lib/graphql/graphql.ts';
import { m } from '#lib/paraglide/messages.js';

type Named<Name extends Parameters<typeof graphql.scalar>[0]> = ReturnType<typeof graphql.scalar<Name>>;

/** What an organisation is. */
export const organizationKindLabel: Record<Named<'OrganizationKind'>, () => string> = {
  KINDERGARTEN: m.organization_kind_kindergarten,
  SCHOOL: m.organization_kind_school,
  EXTRACURRICULAR: m.organization_kind_extracurricular,
  METHOD_CENTER: m.organization_kind_method_center,
  AUTHORITY: m.organization_kind_authority,
  UNIVERSITY: m.organization_kind_university,
  CULTURE_SPORT: m.organization_kind_culture_sport,
  MEDIA: m.organization_kind_media,
  NGO: m.organization_kind_ngo,
  CREATIVE_UNION: m.organization_kind_creative_union,
  BUSINESS: m.organization_kind_business,
  PARENTS: m.organization_kind_parents,
  OTHER: m.organization_kind_other,
};

/** What a network is. */
export const networkKindLabel: Record<Named<'NetworkKind'>, () => string> = {
  NETWORK_UNION: m.network_kind_network_union,
  INNOVATION_SITE: m.network_kind_innovation_site,
  METHOD_SITE: m.network_kind_method_site,
  PROFESSIONAL_ASSOCIATION: m.network_kind_professional_association,
  PROBLEM_GROUP: m.network_kind_problem_group,
  WORKSHOP: m.network_kind_workshop,
  INITIATIVE_GROUP: m.network_kind_initiative_group,
  LAB: m.network_kind_lab,
  SUPPORT_SITE: m.network_kind_support_site,
  LOCAL_SITE: m.network_kind_local_site,
};

/** State of a network. */
export const networkStatusLabel: Record<Named<'NetworkStatus'>, () => string> = {
  FORMING: m.network_status_forming,
  ACTIVE: m.network_status_active,
  SUSPENDED: m.network_status_suspended,
  CLOSED: m.network_status_closed,
};

/** Qualification of a teacher. */
export const qualificationLabel: Record<Named<'Qualification'>, () => string> = {
  NONE: m.qualification_none,
  SZD: m.qualification_szd,
  FIRST: m.qualification_first,
  HIGHEST: m.qualification_highest,
  METHODIST: m.qualification_methodist,
  MENTOR: m.qualification_mentor,
};
