import type { Bank } from '../bank.js';
import { makeAdministrator } from '../directory/administrator.js';

/** `administrator <email>`: makes an administrator of whoever has the address, and prints a password made up for it. */
export async function nameAdministrator(
  { orm }: Bank,
  email: string,
  name: string | undefined,
): Promise<void> {
  const made = await makeAdministrator(orm.em.fork(), { email, name });
  console.log(`  администратор: ${made.email}`);
  console.log(made.password ? `  пароль, показан один раз: ${made.password}` : '  пароль остался прежним');
}
