import { Migration } from '@mikro-orm/migrations';

/** Rebuilds of the search index that an administrator has asked for, with how far they are; one at a time. */
export class Migration20261125171000_SearchRebuilds extends Migration {
  override up(): void {
    this.addSql(
      `create table search_rebuild (
         id uuid primary key,
         state text not null default 'RUNNING' check (state in ('RUNNING', 'DONE', 'FAILED')),
         done int not null default 0,
         total int not null default 0,
         started_at timestamptz not null default now(),
         seen_at timestamptz not null default now(),
         finished_at timestamptz)`,
    );
    this.addSql(
      `create unique index search_rebuild_running on search_rebuild (state) where state = 'RUNNING'`,
    );
  }

  override down(): void {
    this.addSql(`drop table search_rebuild`);
  }
}
