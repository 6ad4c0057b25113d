import { Migration } from '@mikro-orm/migrations';

/**
 * Programs of two versions may run at once while a deployment is upgraded, and their analysers may differ. Each
 * version has its own live generation of an engine's index, and a change waits in the outbox until all of them have it.
 */
export class Migration20261125155000_SearchVersions extends Migration {
  override up(): void {
    this.addSql(`drop index search_generation_live`);
    this.addSql(
      `create unique index search_generation_live on search_generation (engine, analyser) where state = 'LIVE'`,
    );
    this.addSql(`alter table search_generation add column used_at timestamptz not null default now()`);
    this.addSql(
      `alter table search_outbox drop column postgresql, drop column meilisearch,
         add column done text[] not null default '{}'`,
    );
  }

  override down(): void {
    this.addSql(
      `alter table search_outbox drop column done, add column postgresql boolean not null default false,
         add column meilisearch boolean not null default false`,
    );
    this.addSql(`alter table search_generation drop column used_at`);
    this.addSql(
      `delete from search_generation g where state = 'LIVE' and exists (
         select from search_generation n where n.state = 'LIVE' and n.engine = g.engine and n.analyser > g.analyser)`,
    );
    this.addSql(`drop index search_generation_live`);
    this.addSql(
      `create unique index search_generation_live on search_generation (engine) where state = 'LIVE'`,
    );
  }
}
