import { Migration } from '@mikro-orm/migrations';

/** Tables whose rows the public sees. Downloads and the audit trail change too often and show nothing. */
const PUBLIC_TABLES = [
  'subject',
  'priority_theme',
  'priority_theme_related',
  'territory',
  'organization',
  'person',
  'person_subject',
  'network',
  'network_member',
  'material',
  'material_version',
  'material_version_theme',
  'material_version_subject',
  'contribution',
  'stored_file',
  'file_content',
];

/** Announces each change of the public tables with its commit, so that all processes forget what they remembered. */
export class Migration20261121000100_BankChanges extends Migration {
  override up(): void {
    this.addSql(
      `create function announce_bank_change() returns trigger language plpgsql as $$ begin perform pg_notify('bank_changed', ''); return null; end $$`,
    );
    for (const table of PUBLIC_TABLES) {
      this.addSql(
        `create trigger "bank_changed" after insert or update or delete or truncate on "${table}" for each statement execute function announce_bank_change()`,
      );
    }
  }

  override down(): void {
    for (const table of PUBLIC_TABLES) this.addSql(`drop trigger "bank_changed" on "${table}"`);
    this.addSql(`drop function announce_bank_change()`);
  }
}
