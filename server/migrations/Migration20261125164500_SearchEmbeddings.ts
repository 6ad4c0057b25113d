import { Migration } from '@mikro-orm/migrations';

/**
 * Vectors of passages for the search by meaning, by the bytes of their file: derived data, made again where it is
 * missing. Who may see a passage is asked when it is found, never here.
 */
export class Migration20261125164500_SearchEmbeddings extends Migration {
  override up(): void {
    this.addSql(
      `create table search_embedding (
         id bigint generated always as identity primary key,
         model text not null,
         sha256 text not null,
         ordinal int not null,
         vector bytea not null,
         unique (model, sha256, ordinal))`,
    );
    this.addSql(`alter table search_embedding alter column vector set storage external`);
  }

  override down(): void {
    this.addSql(`drop table search_embedding`);
  }
}
