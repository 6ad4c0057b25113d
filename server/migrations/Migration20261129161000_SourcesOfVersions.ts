import { Migration } from '@mikro-orm/migrations';

/** A version keeps the number of the one that it was begun from: what it names, it may have from there. */
export class Migration20261129161000_SourcesOfVersions extends Migration {
  override up(): void {
    this.addSql(`alter table "material_version" add column "copied_from" int null`);
    // the trail tells which were begun from an older one; numbers of drafts that were given up are given again
    this.addSql(
      `update "material_version" v set "copied_from" = (e."data"->>'from')::int from "audit_event" e
       where e."subject_type" = 'material' and e."action" = 'material.version-begun' and e."subject_id" = v."material_id"
         and (e."data"->>'number')::int = v."number" and (e."data"->>'from')::int <> v."number" - 1
         and e."at" between v."created_at" - interval '1 minute' and v."created_at" + interval '1 minute'`,
    );
  }

  override down(): void {
    this.addSql(`alter table "material_version" drop column "copied_from"`);
  }
}
