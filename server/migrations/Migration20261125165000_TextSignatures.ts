import { Migration } from '@mikro-orm/migrations';

/** Signatures of the texts of files, by which texts that are nearly the same find each other. */
export class Migration20261125165000_TextSignatures extends Migration {
  override up(): void {
    this.addSql(
      `create table "text_signature" ("sha256" text not null references "file_content" ("sha256") on delete cascade, "extractor_version" int null, "words" int not null, "hashes" int[] not null, primary key ("sha256"))`,
    );
    this.addSql(
      `create table "text_band" ("sha256" text not null references "text_signature" ("sha256") on delete cascade, "band" smallint not null, "hash" int not null, primary key ("sha256", "band"))`,
    );
    this.addSql(`create index "text_band_hash" on "text_band" ("band", "hash")`);
  }

  override down(): void {
    this.addSql(`drop table "text_band", "text_signature"`);
  }
}
