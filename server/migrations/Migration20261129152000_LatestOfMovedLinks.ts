import { Migration } from '@mikro-orm/migrations';

/** A moved link keeps the number of the latest version that its material had then: later ones may have inherited it. */
export class Migration20261129152000_LatestOfMovedLinks extends Migration {
  override up(): void {
    this.addSql(`alter table "theme_change_link" add column "latest" int null`);
    this.addSql(
      `update "theme_change_link" l set "latest" = (select max(u."number") from "material_version" u
         where u."material_id" = v."material_id" and (u."created_at" <= c."at" or u."id" = v."id"))
       from "theme_change" c, "material_version" v where c."id" = l."change_id" and v."id" = l."material_version_id"`,
    );
    // of a version that is gone there are no heirs
    this.addSql(`update "theme_change_link" set "latest" = 0 where "latest" is null`);
    this.addSql(`alter table "theme_change_link" alter column "latest" set not null`);
  }

  override down(): void {
    this.addSql(`alter table "theme_change_link" drop column "latest"`);
  }
}
