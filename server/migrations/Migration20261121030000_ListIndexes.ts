import { Migration } from '@mikro-orm/migrations';

/** The ways by which lists are walked: without them each card of a page reads a whole table of links. */
const INDEXES: readonly [name: string, on: string][] = [
  ['material_version_theme_version', 'material_version_theme (material_version_id)'],
  ['material_version_theme_theme', 'material_version_theme (priority_theme_id)'],
  ['material_version_subject_version', 'material_version_subject (material_version_id)'],
  ['material_version_subject_subject', 'material_version_subject (subject_id)'],
  [
    'material_public_newest',
    `material (published_at desc, id desc) where status in ('PUBLISHED', 'OUTDATED')`,
  ],
];

/** Indexes for the public lists; the ORM makes none for tables that only link two others. */
export class Migration20261121030000_ListIndexes extends Migration {
  override up(): void {
    for (const [name, on] of INDEXES) this.addSql(`create index "${name}" on ${on}`);
  }

  override down(): void {
    for (const [name] of INDEXES) this.addSql(`drop index "${name}"`);
  }
}
