import { Migration } from '@mikro-orm/migrations';

const OUTCOMES = (list: readonly string[]) =>
  `alter table "agenda_item" add constraint "agenda_item_outcome_check" check ("outcome" in (${list.map((one) => `'${one}'`).join(', ')}))`;
const BEFORE = ['PUBLISH', 'RECOMMEND', 'RETURN', 'REJECT', 'NOTE'];

/** Matters of an agenda that withdraw a material, give one back, or approve a document. */
export class Migration20261129130000_AgendaKinds extends Migration {
  override up(): void {
    this.addSql(`alter table "agenda_item" add column "kind" text not null default 'OTHER'`);
    this.addSql(`alter table "agenda_item" add column "ground" text not null default ''`);
    // signed matters say what they always were
    this.addSql(`alter table "agenda_item" disable trigger "agenda_item_fixed"`);
    this.addSql(`update "agenda_item" set "kind" = 'PUBLICATION' where "material_id" is not null`);
    this.addSql(`alter table "agenda_item" enable trigger "agenda_item_fixed"`);
    this.addSql(
      `alter table "agenda_item" add constraint "agenda_item_kind_check" check ("kind" in ('PUBLICATION', 'WITHDRAWAL', 'REINSTATEMENT', 'DOCUMENT', 'OTHER'))`,
    );
    this.addSql(`alter table "agenda_item" drop constraint "agenda_item_outcome_check"`);
    this.addSql(OUTCOMES([...BEFORE, 'WITHDRAW', 'REINSTATE', 'KEEP', 'APPROVE']));
    // the register of decisions is public, and some decisions change no table that the public sees
    this.addSql(
      `create trigger "bank_changed" after update on "meeting" for each row when (new.status = 'PROTOCOL_SIGNED') execute function announce_bank_change()`,
    );
  }

  override down(): void {
    this.addSql(`drop trigger "bank_changed" on "meeting"`);
    this.addSql(`alter table "agenda_item" drop constraint "agenda_item_outcome_check"`);
    this.addSql(OUTCOMES(BEFORE));
    this.addSql(`alter table "agenda_item" drop column "kind", drop column "ground"`);
  }
}
