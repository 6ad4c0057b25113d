import { Migration } from '@mikro-orm/migrations';

const THEME = `references "priority_theme" ("id") on delete cascade`;
/** Tables whose rows the public sees. */
const PUBLIC_TABLES = ['priority_theme_address', 'priority_theme_curator', 'priority_theme_pin'];

/** Materials below the themes whose change a search document shows; another order shows in none. */
const AFFECTED = `with recursive below as (
    select c.id from changed c join before b on b.id = c.id
    where (c.slug, c.title, c.short_title, c.alt_labels, c.status) is distinct from
      (b.slug, b.title, b.short_title, b.alt_labels, b.status)
      or c.broader_id is distinct from b.broader_id or c.merged_into_id is distinct from b.merged_into_id
    union select t.id from priority_theme t join below on t.broader_id = below.id)
  select m.id from below join material_version_theme vt on vt.priority_theme_id = below.id
  join material m on m.published_version_id = vt.material_version_id`;

/**
 * Themes are curated: who looks after them, by which decision, what is shown first, where former addresses lead, and
 * every change with what it needs to be taken back.
 */
export class Migration20261129150000_ThemeCuration extends Migration {
  override up(): void {
    this.addSql(
      `alter table "priority_theme" add "decision" text null, add "exact_match" text[] not null default '{}', add "merged_into_id" uuid null`,
    );
    this.addSql(
      `alter table "priority_theme" add constraint "priority_theme_merged_into_id_foreign" foreign key ("merged_into_id") references "priority_theme" ("id")`,
    );
    this.addSql(`create index "priority_theme_broader_id_index" on "priority_theme" ("broader_id")`);
    this.addSql(
      `create table "priority_theme_address" ("slug" text not null primary key, "theme_id" uuid not null ${THEME})`,
    );
    this.addSql(
      `create index "priority_theme_address_theme_id_index" on "priority_theme_address" ("theme_id")`,
    );
    this.addSql(
      `create table "priority_theme_curator" ("theme_id" uuid not null ${THEME}, "person_id" uuid not null references "person" ("id") on delete cascade, "position" int not null, primary key ("theme_id", "person_id"))`,
    );
    this.addSql(
      `create table "priority_theme_pin" ("theme_id" uuid not null ${THEME}, "material_id" uuid not null references "material" ("id") on delete cascade, "position" int not null, primary key ("theme_id", "material_id"))`,
    );
    for (const table of PUBLIC_TABLES)
      this.addSql(
        `create trigger "bank_changed" after insert or update or delete or truncate on "${table}" for each statement execute function announce_bank_change()`,
      );
    this.addSql(
      `create table "theme_change" ("id" uuid not null primary key, "at" timestamptz not null default now(), "kind" text not null, "account_id" uuid not null references "account" ("id"), "title" text not null, "themes" uuid[] not null, "before" jsonb not null, "materials" int not null default 0, "undone_at" timestamptz null, "undone_by_id" uuid null references "account" ("id"))`,
    );
    this.addSql(`create index "theme_change_at_index" on "theme_change" ("at" desc)`);
    this.addSql(`create index "theme_change_themes_index" on "theme_change" using gin ("themes")`);
    // links of materials that a change has moved or, where both themes were named, taken away
    this.addSql(
      `create table "theme_change_link" ("change_id" uuid not null references "theme_change" ("id") on delete cascade deferrable initially deferred, "link_id" int not null, "material_version_id" uuid not null, "from_theme_id" uuid not null, "taken" boolean not null, primary key ("change_id", "link_id"))`,
    );
    this.addSql(
      `delete from material_version_theme a using material_version_theme b where a.id > b.id
         and a.material_version_id = b.material_version_id and a.priority_theme_id = b.priority_theme_id`,
    );
    this.addSql(`drop index "material_version_theme_version"`);
    this.addSql(
      `create unique index "material_version_theme_version" on "material_version_theme" ("material_version_id", "priority_theme_id")`,
    );
    // who names a theme while it is merged waits for the end of that, and names the one that took it over
    this.addSql(
      `create function follow_merged_theme() returns trigger language plpgsql as $$
       declare merged uuid;
       begin
         loop
           select merged_into_id into merged from priority_theme where id = new.priority_theme_id for key share;
           exit when merged is null;
           new.priority_theme_id := merged;
         end loop;
         if exists (select from material_version_theme vt where vt.material_version_id = new.material_version_id
           and vt.priority_theme_id = new.priority_theme_id) then return null; end if;
         return new;
       end $$`,
    );
    this.addSql(
      `create trigger "follow_merged_theme" before insert on "material_version_theme" for each row execute function follow_merged_theme()`,
    );
    this.addSql(`drop trigger "search_outbox_update" on "priority_theme"`);
    this.addSql(
      `create function search_outbox_priority_theme_change() returns trigger language plpgsql as $$
       begin
         insert into search_outbox (material_id) select distinct id from (${AFFECTED}) as found (id);
         return null;
       end $$`,
    );
    this.addSql(
      `create trigger "search_outbox_update" after update on "priority_theme" referencing old table as before new table as changed
       for each statement execute function search_outbox_priority_theme_change()`,
    );
  }

  override down(): void {
    this.addSql(`drop function search_outbox_priority_theme_change, follow_merged_theme cascade`);
    this.addSql(
      `create trigger "search_outbox_update" after update on "priority_theme" referencing new table as changed
       for each statement execute function search_outbox_priority_theme()`,
    );
    this.addSql(
      `drop table "theme_change_link", "theme_change", "priority_theme_pin", "priority_theme_curator", "priority_theme_address"`,
    );
    this.addSql(`drop index "material_version_theme_version"`);
    this.addSql(
      `create index "material_version_theme_version" on "material_version_theme" ("material_version_id")`,
    );
    this.addSql(`drop index "priority_theme_broader_id_index"`);
    this.addSql(
      `alter table "priority_theme" drop column "decision", drop column "exact_match", drop column "merged_into_id"`,
    );
  }
}
