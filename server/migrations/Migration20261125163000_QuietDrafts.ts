import { Migration } from '@mikro-orm/migrations';

/** Of the changed rows of each table, the materials whose public version they belong to. */
const PUBLIC: Readonly<Record<string, string>> = {
  material_version: `select m.id from changed c join material m on m.published_version_id = c.id`,
  ...Object.fromEntries(
    ['contribution', 'stored_file', 'material_version_theme', 'material_version_subject'].map((table) => [
      table,
      `select m.id from changed c join material m on m.published_version_id = c.material_version_id`,
    ]),
  ),
  file_content: `select m.id from changed c join stored_file f on f.sha256 = c.sha256
    join material m on m.published_version_id = f.material_version_id`,
};
/** What the function of a table told the search before. */
const BEFORE: Readonly<Record<string, string>> = {
  material_version: `select material_id from changed`,
  ...Object.fromEntries(
    ['contribution', 'stored_file', 'material_version_theme', 'material_version_subject'].map((table) => [
      table,
      `select v.material_id from changed c join material_version v on v.id = c.material_version_id`,
    ]),
  ),
  file_content: `select v.material_id from changed c join stored_file f on f.sha256 = c.sha256
    join material_version v on v.id = f.material_version_id`,
};
const EVENTS = [
  ['insert', 'new'],
  ['update', 'new'],
  ['delete', 'old'],
] as const;

/**
 * What an author types changes nothing that the public sees: only rows of public versions make the processes forget
 * their answers and the search index again. Otherwise each saved word would empty every cache.
 */
export class Migration20261125163000_QuietDrafts extends Migration {
  override up(): void {
    for (const [table, materials] of [
      ...Object.entries(PUBLIC),
      ['material', 'select id from changed where published_version_id is not null'] as const,
    ]) {
      this.addSql(
        `create function announce_public_${table}() returns trigger language plpgsql as $$
         begin
           if exists (${materials}) then perform pg_notify('bank_changed', ''); end if;
           return null;
         end $$`,
      );
      this.addSql(`drop trigger "bank_changed" on "${table}"`);
      this.addSql(
        `create trigger "bank_changed" after truncate on "${table}" for each statement execute function announce_bank_change()`,
      );
      for (const [event, rows] of EVENTS)
        this.addSql(
          `create trigger "bank_changed_${event}" after ${event} on "${table}" referencing ${rows} table as changed
           for each statement execute function announce_public_${table}()`,
        );
    }
    this.outbox(PUBLIC);
  }

  override down(): void {
    for (const table of [...Object.keys(PUBLIC), 'material']) {
      this.addSql(`drop function announce_public_${table}() cascade`);
      this.addSql(`drop trigger "bank_changed" on "${table}"`);
      this.addSql(
        `create trigger "bank_changed" after insert or update or delete or truncate on "${table}" for each statement execute function announce_bank_change()`,
      );
    }
    this.outbox(BEFORE);
  }

  private outbox(of: Readonly<Record<string, string>>): void {
    for (const [table, materials] of Object.entries(of))
      this.addSql(
        `create or replace function search_outbox_${table}() returns trigger language plpgsql as $$
         begin
           insert into search_outbox (material_id) select distinct id from (${materials}) as found (id);
           return null;
         end $$`,
      );
  }
}
