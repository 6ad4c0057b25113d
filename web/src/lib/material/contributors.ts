import { m } from '#lib/paraglide/messages.js';
import type { ShownContribution as Contribution } from './shown-material.ts';

const labels: Record<Contribution['role'], { one: () => string; many: () => string }> = {
  AUTHOR: { one: m.role_author, many: m.roles_author },
  COMPILER: { one: m.role_compiler, many: m.roles_compiler },
  EDITOR: { one: m.role_editor, many: m.roles_editor },
  SUPERVISOR: { one: m.role_supervisor, many: m.roles_supervisor },
};

/** The people of one role under its label: «Авторы», «Составитель». */
export interface Contributors {
  label: string;
  people: { name: string; position: string; slug: string | null }[];
}

/** Groups the contributions by role, in the order of the title page. */
export function contributors(contributions: readonly Contribution[]): Contributors[] {
  const byRole = new Map<Contribution['role'], Contribution[]>();
  for (const contribution of contributions) {
    byRole.set(contribution.role, [...(byRole.get(contribution.role) ?? []), contribution]);
  }
  return [...byRole].map(([role, people]) => ({
    label: people.length > 1 ? labels[role].many() : labels[role].one(),
    people: people.map(({ shortName, position, author }) => ({
      name: shortName,
      position: position ?? '',
      slug: author?.slug ?? null,
    })),
  }));
}
