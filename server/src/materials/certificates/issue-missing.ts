import type { EntityManager } from '@mikro-orm/postgresql';
import { IS_PUBLIC } from '../material.sql.js';
import { Material } from '../material.entity.js';
import type { Certificate } from './certificate.entity.js';
import { CERTIFIED, type CertificateService } from './certificate.service.js';

/** Materials in one transaction: others who publish wait for it. */
const AT_ONCE = 50;

/**
 * Issues the certificates of everything public that has none yet, the oldest publications first: for what an import
 * has brought. A second call goes on where one was broken off.
 * @param actor who is named in the audit
 */
export async function issueMissing(
  em: EntityManager,
  service: CertificateService,
  actor: string,
): Promise<Certificate[]> {
  const rows = await em.execute<{ id: string }[]>(
    `select m.id from material m
     where ${IS_PUBLIC} and exists (
       select 1 from contribution c
       where c.material_version_id = m.published_version_id and c.person_id is not null
         and c.confirmed_at is not null and c.role in (${CERTIFIED.map((role) => `'${role}'`).join(', ')})
         and not exists (select 1 from certificate e
           where e.kind = 'PUBLICATION' and e.material_version_id = c.material_version_id
             and e.person_id = c.person_id))
     order by m.published_at, m.id`,
  );
  const issued: Certificate[] = [];
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const ids = rows.slice(at, at + AT_ONCE).map(({ id }) => id);
    const given = await em.fork().transactional(async (tx) => {
      const found = await tx.find(Material, { id: { $in: ids } }, { populate: ['publishedVersion'] });
      const publications = ids.flatMap((id) => {
        const material = found.find((one) => one.id === id);
        // withdrawn meanwhile
        if (!material?.isPublic) return [];
        return [{ material, version: material.publishedVersion!.unwrap() }];
      });
      return service.issueAll(tx, publications, actor);
    });
    issued.push(...given);
  }
  return issued;
}
