import type { graphql } from '#lib/graphql/graphql.ts';
import type { AgeRating, EducationLevel, License } from '#lib/labels/material.ts';
import type { MaterialFile } from '#lib/viewer/files.ts';

/** A person on a title page. */
export interface ShownContribution {
  role: ReturnType<typeof graphql.scalar<'ContributionRole'>>;
  shortName: string;
  position: string | null;
  /** The person's public page. */
  author?: { slug: string } | null;
}

/** What the passport of a material tells: of a published one, of an earlier version, or of a draft. */
export interface ShownMaterial {
  levels: readonly EducationLevel[];
  grades: readonly number[];
  ageFrom: number | null;
  ageTo: number | null;
  audience: readonly string[];
  technologies: readonly string[];
  durationMinutes: number | null;
  ageRating: AgeRating;
  /** Null until the author of a draft has chosen. */
  license: License | null;
  rightsHolder: string | null;
  year: number | null;
  keywords: readonly string[];
  subjects: readonly { slug: string; title: string }[];
  themes: readonly { slug: string; title: string }[];
  organization: { slug: string; shortName: string } | null;
  network: { slug: string; name: string } | null;
  contributions: readonly ShownContribution[];
  versionNumber: number;
  /** Null before the first publication. */
  publishedAt: string | null;
  registrationNumber: string | null;
  reviewBy: string | null;
  downloads: number;
}

/** Files of a material, and the one that is open. */
export interface ShownFiles {
  files: readonly MaterialFile[];
  file: { id: string } | null;
}
