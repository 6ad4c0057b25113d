import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import type { App } from './app.js';
import type { Bank } from './bank.js';
import type { AdministratorMade } from './directory/administrator.js';
import type { Role } from './directory/role.js';
import { DEMO_PASSWORD, type DemoAccount } from './exchange/seed/demo-accounts.js';
import type { Config } from './platform/config.js';

/** What a start has to tell besides the addresses. */
export interface Greeted {
  /** The engine that searches, in words. */
  readonly search: string;
  readonly accounts: readonly DemoAccount[];
  /** The administrator just made; `missing` when there is none and nobody is named; null when there is one. */
  readonly administrator: AdministratorMade | 'missing' | null;
}

/** What a role is called where the demo accounts are named. */
const ROLE_NAMES: Partial<Record<Role, string>> = {
  EXPERT: 'эксперт',
  METHODIST: 'методист',
  COUNCIL_SECRETARY: 'секретарь НМС',
  COUNCIL_CHAIR: 'председатель НМС',
  ORG_COORDINATOR: 'сетевой координатор школы',
  MODERATOR: 'модератор сети',
  MUNICIPAL_COORDINATOR: 'муниципальный координатор',
  ADMIN: 'администратор',
};

function namesOf(accounts: readonly DemoAccount[]): string[] {
  if (accounts.length === 0) return [];
  const lines = accounts.map(({ email, roles }) => {
    const names = roles.map((role) => ROLE_NAMES[role] ?? role).join(', ');
    return `    ${email.padEnd(26)} ${names || 'педагог'}`;
  });
  return [`  Войти            пароль у всех один: ${DEMO_PASSWORD}`, ...lines];
}

/** Tells the person at the terminal where the bank is and who may sign in. */
export function greet(
  { http }: App,
  config: Config,
  bank: Bank,
  { search, accounts, administrator }: Greeted,
): void {
  const { port } = http.server.address() as AddressInfo;
  const url = config.port === 0 ? `http://localhost:${port}` : config.publicUrl;
  const database = bank.embedded
    ? `встроенный PostgreSQL, ${join(config.dataDir, 'postgres')}`
    : 'PostgreSQL';
  process.stdout.write(
    [
      '',
      `  Методбанк готов за ${process.uptime().toFixed(1).replace('.', ',')} с`,
      '',
      `  Открыть          ${url}`,
      `  Проба API        ${url}/explorer`,
      `  База данных      ${database}`,
      `  Поиск            ${search}`,
      `  Файлы            ${config.s3 ? `S3, ${config.s3.bucket}` : join(config.dataDir, 'files')}`,
      ...namesOf(accounts),
      ...administratorLines(administrator),
      `  Остановить       Ctrl+C`,
      '',
      '',
    ].join('\n'),
  );
}

function administratorLines(made: Greeted['administrator']): string[] {
  if (made === null) return [];
  if (made === 'missing')
    return ['  Администратор    ещё нет: npm run metodbank -- administrator АДРЕС_ПОЧТЫ'];
  const password = made.password && `, пароль, показан один раз: ${made.password}`;
  return [`  Администратор    ${made.email}${password ?? ''}`];
}
