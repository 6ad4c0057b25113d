import { Migration } from '@mikro-orm/migrations';

/** Which version of a material the council has decided on. */
export class Migration20261126212500_DecidedVersions extends Migration {
  override up(): void {
    this.addSql(`alter table "agenda_item" add column "material_version_id" uuid null`);
    this.addSql(
      `alter table "agenda_item" add constraint "agenda_item_material_version_id_foreign" foreign key ("material_version_id") references "material_version" ("id") on delete set null`,
    );
  }

  override down(): void {
    this.addSql(`alter table "agenda_item" drop column "material_version_id"`);
  }
}
