import { Migration } from '@mikro-orm/migrations';

const BASE = `"id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1`;

/** What readers keep: bookmarks, and collections with their materials in order. */
export class Migration20261125200000_Reading extends Migration {
  override up(): void {
    this.addSql(
      `create table "bookmark" ("account_id" uuid not null references "account" ("id") on delete cascade, "material_id" uuid not null references "material" ("id") on delete cascade, "created_at" timestamptz not null default now(), primary key ("account_id", "material_id"))`,
    );
    this.addSql(`create index "bookmark_material_id_index" on "bookmark" ("material_id")`);
    this.addSql(
      `create table "collection" (${BASE}, "owner_id" uuid not null references "account" ("id") on delete cascade, "slug" text not null unique, "title" text not null, "description" text null, "visibility" text not null default 'PRIVATE' check ("visibility" in ('PRIVATE', 'UNLISTED', 'PUBLIC')), primary key ("id"))`,
    );
    this.addSql(`create index "collection_owner_id_index" on "collection" ("owner_id")`);
    this.addSql(
      `create index "collection_listed_index" on "collection" ("updated_at" desc, "id" desc) where "visibility" = 'PUBLIC'`,
    );
    this.addSql(
      `create table "collection_item" (${BASE}, "collection_id" uuid not null references "collection" ("id") on delete cascade, "material_id" uuid not null references "material" ("id") on delete cascade, "position" int not null, "note" text null, primary key ("id"), unique ("collection_id", "material_id"))`,
    );
    this.addSql(`create index "collection_item_material_id_index" on "collection_item" ("material_id")`);
    // a change of the items is a change of their collection's row; what is private to its owner tells nobody
    this.addSql(
      `create trigger "bank_changed" after update on "collection" for each row when (old.visibility <> 'PRIVATE' or new.visibility <> 'PRIVATE') execute function announce_bank_change()`,
    );
    this.addSql(
      `create trigger "bank_changed_insert" after insert on "collection" for each row when (new.visibility <> 'PRIVATE') execute function announce_bank_change()`,
    );
    this.addSql(
      `create trigger "bank_changed_delete" after delete on "collection" for each row when (old.visibility <> 'PRIVATE') execute function announce_bank_change()`,
    );
  }

  override down(): void {
    this.addSql(`drop table "collection_item", "collection", "bookmark"`);
  }
}
