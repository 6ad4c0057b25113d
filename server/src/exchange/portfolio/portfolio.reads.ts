import type { Pool } from 'pg';
import { FULL_NAME, SHORT_NAME } from '../../directory/directory.sql.js';
import { checkUrl } from '../../materials/certificates/certificate.reads.js';
import { IS_PUBLIC, MATERIAL, MATERIALS } from '../../materials/material.sql.js';
import type { Member } from '../../platform/actor.js';
import type { Period } from '../../platform/period.js';
import { type CitedMaterial, cite } from '../citation.js';
import type {
  Portfolio,
  PortfolioCertificate,
  PortfolioPublication,
  PortfolioUse,
} from './portfolio.type.js';

/** Day of an instant where the bank's people live. */
const inMoscow = (instant: string) => `(${instant} at time zone 'Europe/Moscow')::date`;
/** Most lines of a kind: more than anybody writes between two attestations. */
const MOST = 500;

type PublicationRow = CitedMaterial & Omit<PortfolioPublication, 'gost'>;

/** Reads what the bank knows of a member's own work in a period. */
export class PortfolioReads {
  constructor(
    private readonly pool: Pool,
    private readonly publicUrl: string,
  ) {}

  /** The portfolio of the one who asks. @param today date of access in the citations */
  async of(member: Member, period: Period, today: Date): Promise<Portfolio> {
    const { rows } = await this.pool.query<
      Pick<Portfolio, 'fullName' | 'position' | 'organizationName' | 'qualification'>
    >({
      name: 'portfolio-person',
      text: `select ${FULL_NAME} as "fullName", p.position, o.short_name as "organizationName", p.qualification
        from person p left join organization o on o.id = p.organization_id where p.id = $1`,
      values: [member.personId],
    });
    return {
      ...rows[0]!,
      publications: await this.publications(member.personId, period, today),
      certificates: await this.certificates(member.personId, period),
      usesByColleagues: await this.uses(USES_BY_COLLEAGUES, member, period),
      ownUses: await this.uses(OWN_USES, member, period),
    };
  }

  private async publications(personId: string, { from, to }: Period, today: Date) {
    const { rows } = await this.pool.query<PublicationRow>({
      name: 'portfolio-publications',
      text: `select ${MATERIAL}, own.role, ${inMoscow('m.published_at')}::text as "publishedOn"
        from ${MATERIALS}
        join lateral (select c.role from contribution c
          where c.material_version_id = v.id and c.person_id = $1 order by c.position limit 1) own on true
        where ${IS_PUBLIC} and ${inMoscow('m.published_at')} between $2::date and $3::date
        order by m.published_at, m.id limit ${MOST}`,
      values: [personId, from, to],
    });
    return Promise.all(
      rows.map(async (row) => ({
        slug: row.slug,
        gost: (await cite(row, this.publicUrl, today)).gost,
        registrationNumber: row.registrationNumber,
        publishedOn: row.publishedOn,
        role: row.role,
        approval: row.approval,
      })),
    );
  }

  private async certificates(personId: string, { from, to }: Period): Promise<PortfolioCertificate[]> {
    const { rows } = await this.pool.query<PortfolioCertificate & { checkCode: string }>({
      name: 'portfolio-certificates',
      text: `select e.kind, e.number, e.status, ${inMoscow('e.issued_at')}::text as "issuedOn",
          e.snapshot->>'title' as title, e.check_code as "checkCode"
        from certificate e
        where e.person_id = $1 and e.status = 'VALID'
          and ${inMoscow('e.issued_at')} between $2::date and $3::date
        order by e.issued_at, e.number limit ${MOST}`,
      values: [personId, from, to],
    });
    return rows.map(({ checkCode, ...row }) => ({ ...row, checkUrl: checkUrl(this.publicUrl, checkCode) }));
  }

  private async uses(
    { name, text }: typeof OWN_USES,
    { personId, accountId }: Member,
    { from, to }: Period,
  ): Promise<PortfolioUse[]> {
    const { rows } = await this.pool.query<PortfolioUse>({
      name,
      text,
      values: [name === OWN_USES.name ? accountId : personId, from, to],
    });
    return rows;
  }
}

const USE = `select u.used_on::text as "usedOn", u.class_name as "className", v.title, ${SHORT_NAME} as by
  from post u join account a on a.id = u.account_id join person p on p.id = a.person_id
  join material m on m.id = u.material_id join material_version v on v.id = m.published_version_id
  where u.kind = 'USE_REPORT' and u.hidden_at is null and u.used_on between $2::date and $3::date`;
const OWN_USES = {
  name: 'portfolio-own-uses',
  text: `${USE} and u.account_id = $1::uuid order by u.used_on, u.id limit ${MOST}`,
};
const USES_BY_COLLEAGUES = {
  name: 'portfolio-uses-by-colleagues',
  text: `${USE} and a.person_id <> $1::uuid and exists (
      select 1 from contribution c where c.material_version_id = v.id and c.person_id = $1::uuid)
    order by u.used_on, u.id limit ${MOST}`,
};
