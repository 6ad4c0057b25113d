import type { NetworkType, OrganizationType } from '../../directory/directory.types.js';
import type { Network } from '../../directory/network.entity.js';
import type { Organization } from '../../directory/organization.entity.js';
import {
  canConfirmCurrent,
  canDecide,
  canDeleteDraft,
  canEdit,
  canRecall,
  canReinstate,
  canStartNewVersion,
  canSubmit,
  canWithdraw,
  isOwner,
} from './authoring.policy.js';
import type { Reached } from './draft.access.js';
import type { OwnMaterialType } from './own-material.type.js';
import type { VersionType } from './version.type.js';

/** A material from inside, with those of its versions that the actor sees. */
export function toOwnMaterial(
  { actor, material, seesDraft }: Reached,
  versions: ReadonlyMap<string, VersionType>,
): OwnMaterialType {
  const owner = isOwner(actor, material);
  const draft = (seesDraft && versions.get(material.draftVersion?.id ?? '')) || null;
  const published = versions.get(material.publishedVersion?.id ?? '') ?? null;
  const changed = [material.updatedAt, draft?.updatedAt].filter((at): at is Date => at != null);
  return {
    id: material.id,
    version: material.version,
    kind: material.kind,
    state: material.status,
    draftState: draft ? (material.draftStatus ?? null) : null,
    registrationNumber: material.registrationNumber ?? null,
    slug: material.slug ?? null,
    organization: material.organization ? toOrganization(material.organization.unwrap()) : null,
    network: material.network ? toNetwork(material.network.unwrap()) : null,
    createdAt: material.createdAt,
    updatedAt: changed.reduce((latest, at) => (at > latest ? at : latest)),
    publishedAt: material.publishedAt ?? null,
    reviewBy: material.reviewBy ?? null,
    reviewRound: material.reviewRound,
    withdrawnReason: material.withdrawnReason ?? null,
    withdrawnAt: material.withdrawnAt ?? null,
    draft: draft && (owner ? draft : withoutAddresses(draft)),
    published: published && (owner ? published : withoutAddresses(published)),
    viewerIsOwner: owner,
    viewerCan: {
      edit: canEdit(actor, material),
      submit: canSubmit(actor, material),
      recall: canRecall(actor, material),
      deleteDraft: canDeleteDraft(actor, material),
      startNewVersion: canStartNewVersion(actor, material),
      publish: canDecide(actor, material),
      acceptMinorChange: canDecide(actor, material) && material.isPublic,
      withdraw: canWithdraw(actor, material),
      reinstate: canReinstate(actor, material),
      confirmCurrent: canConfirmCurrent(actor, material),
    },
  };
}

/** Only the owner sees where invitations went. */
function withoutAddresses(version: VersionType): VersionType {
  const contributions = version.contributions.map((entry) => ({ ...entry, invitedEmail: null }));
  return { ...version, contributions };
}

function toOrganization(organization: Organization): OrganizationType {
  const { id, slug, shortName, fullName, kind, site, isPartner, territory } = organization;
  return {
    id,
    slug,
    shortName,
    fullName,
    kind,
    site: site ?? null,
    isPartner,
    territory: placeOf(territory),
  };
}

function toNetwork(network: Network): NetworkType {
  const { id, slug, name, kind, status, territory, basis, description, moderator } = network;
  return {
    ...{ id, slug, name, kind, status, territory: placeOf(territory) },
    basis: basis ?? null,
    description: description ?? null,
    moderatorId: moderator?.id ?? null,
  };
}

function placeOf(territory: Organization['territory']): OrganizationType['territory'] {
  if (!territory) return null;
  const { id, name, region, timeZone } = territory.unwrap();
  return { id, name, region, timeZone };
}
