import { Migration } from '@mikro-orm/migrations';

/** Rows of these tables change what a material's search document says. */
const LINKED: readonly [table: string, materials: string][] = [
  ['material', `select id from changed`],
  ['material_version', `select material_id from changed`],
  [
    'contribution',
    `select v.material_id from changed c join material_version v on v.id = c.material_version_id`,
  ],
  [
    'stored_file',
    `select v.material_id from changed c join material_version v on v.id = c.material_version_id`,
  ],
  [
    'material_version_theme',
    `select v.material_id from changed c join material_version v on v.id = c.material_version_id`,
  ],
  [
    'material_version_subject',
    `select v.material_id from changed c join material_version v on v.id = c.material_version_id`,
  ],
  [
    'file_content',
    `select v.material_id from changed c join stored_file f on f.sha256 = c.sha256
     join material_version v on v.id = f.material_version_id`,
  ],
  [
    'person',
    `select v.material_id from changed c join contribution p on p.person_id = c.id
     join material_version v on v.id = p.material_version_id`,
  ],
  ['organization', `select m.id from changed c join material m on m.organization_id = c.id`],
  ['network', `select m.id from changed c join material m on m.network_id = c.id`],
  [
    'subject',
    `select v.material_id from changed c join material_version_subject s on s.subject_id = c.id
     join material_version v on v.id = s.material_version_id`,
  ],
  [
    'priority_theme',
    `with recursive below as (
       select id from changed union select t.id from priority_theme t join below b on t.broader_id = b.id)
     select v.material_id from below b join material_version_theme t on t.priority_theme_id = b.id
     join material_version v on v.id = t.material_version_id`,
  ],
];

/**
 * Search: which materials must be indexed again, which generation of the index is read, which queries found
 * nothing. Triggers write the outbox, so that no change can forget it, whatever wrote the row.
 */
export class Migration20261121020000_Search extends Migration {
  override up(): void {
    this.addSql(
      `create table search_outbox (
         id bigint generated always as identity primary key,
         material_id uuid not null,
         created_at timestamptz not null default now(),
         transaction xid8 not null default pg_current_xact_id(),
         postgresql boolean not null default false,
         meilisearch boolean not null default false)`,
    );
    this.addSql(
      `create table search_generation (
         id int generated always as identity primary key,
         engine text not null check (engine in ('POSTGRESQL', 'MEILISEARCH')),
         analyser int not null,
         state text not null check (state in ('BUILDING', 'LIVE', 'PREVIOUS')),
         change bigint not null default 0,
         created_at timestamptz not null default now(),
         promoted_at timestamptz)`,
    );
    this.addSql(
      `create unique index search_generation_live on search_generation (engine) where state = 'LIVE'`,
    );
    this.addSql(
      `create table search_gap (
         terms text primary key,
         query text not null,
         times int not null default 1,
         first_at timestamptz not null default now(),
         last_at timestamptz not null default now())`,
    );
    for (const [table, materials] of LINKED) {
      this.addSql(
        `create function search_outbox_${table}() returns trigger language plpgsql as $$
         begin
           insert into search_outbox (material_id) select distinct id from (${materials}) as found (id);
           return null;
         end $$`,
      );
      for (const [event, rows] of [
        ['insert', 'new'],
        ['update', 'new'],
        ['delete', 'old'],
      ])
        this.addSql(
          `create trigger search_outbox_${event} after ${event} on "${table}"
           referencing ${rows} table as changed
           for each statement execute function search_outbox_${table}()`,
        );
    }
  }

  override down(): void {
    for (const [table] of LINKED) this.addSql(`drop function search_outbox_${table}() cascade`);
    this.addSql(`drop table search_gap, search_generation, search_outbox`);
  }
}
