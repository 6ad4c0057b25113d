import { Migration } from '@mikro-orm/migrations';

/** Finds the steps of materials in the audit trail, for the figures of the council, among all that is written there. */
export class Migration20261129132000_StepsOfMaterials extends Migration {
  override up(): void {
    this.addSql(
      `create index "audit_event_material_steps" on "audit_event" ("subject_id", "at", "id") where "subject_type" = 'material' and "action" in ('material.submitted', 'review.invited', 'material.brought-to-council', 'material.sent-back', 'material.recalled', 'material.published', 'material.minor-change-accepted', 'material.rejected')`,
    );
  }

  override down(): void {
    this.addSql(`drop index "audit_event_material_steps"`);
  }
}
