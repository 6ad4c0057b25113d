/** The commands of whoever runs the bank: `npm run metodbank -- <command>`. Each command is a file beside this one. */
import 'reflect-metadata'; // before any decorator runs
import { Command, InvalidArgumentError } from 'commander';
import { ImportService } from '../exchange/import/import.service.js';
import { FileReader } from '../materials/extraction/file-reader.js';
import { FileIntake } from '../materials/file-intake.js';
import { fail } from '../platform/terminal.js';
import { nameAdministrator } from './administrator.js';
import { issueCertificates } from './certificates.js';
import { generate } from './generate.js';
import { importManifest } from './import.js';
import { reindex } from './reindex.js';
import { withBank } from './with-bank.js';

const program = new Command('metodbank')
  .description('Команды Методбанка (the commands of Metodbank)')
  .helpCommand('help [command]', 'как пользоваться командой (how to use a command)')
  .helpOption('-h, --help', 'эта справка (this help)')
  .showHelpAfterError();

program
  .command('import')
  .description('загрузить папку материалов по её описи CSV или XLSX (import a folder by its manifest)')
  .argument('<manifest>', 'опись: строка на материал (a row for each material)')
  .action((manifest: string) =>
    withBank(async ({ orm, storage }) => {
      const reader = new FileReader();
      try {
        const importer = new ImportService(orm.em.fork(), new FileIntake(storage, reader));
        process.exitCode = await importManifest(importer, manifest);
      } finally {
        await reader.close();
      }
    }),
  );

program
  .command('reindex')
  .description('построить поисковый индекс заново, не прерывая поиска (rebuild the search index)')
  .action(() => withBank(reindex));

program
  .command('administrator')
  .description('назначить администратора, также когда вход потерян (make an administrator)')
  .argument('<email>', 'адрес почты, с которым он входит (address to sign in with)', emailAddress)
  .option('--name <name>', 'фамилия, имя и отчество, в кавычках (full name, in quotes)')
  .action((email: string, { name }: { name?: string }) =>
    withBank((bank) => nameAdministrator(bank, email, name)),
  );

program
  .command('certificates')
  .description('свидетельства о публикации (certificates of publication)')
  .command('issue')
  .description(
    'выдать те, которых ещё нет, авторам всех опубликованных материалов (issue those that are missing)',
  )
  .action(() => withBank(issueCertificates));

program
  .command('generate')
  .description('сочинить материалы для измерений (make up materials for measuring)')
  .requiredOption('--materials <number>', 'сколько их должно стать (how many there shall be)', wholeNumber)
  .action(({ materials }: { materials: number }) =>
    withBank(async (bank) => {
      await generate(bank, materials);
      await reindex(bank);
    }),
  );

function wholeNumber(value: string): number {
  if (/^[1-9]\d{0,6}$/.test(value)) return Number(value);
  throw new InvalidArgumentError('нужно целое число до 9999999 (must be a whole number)');
}

function emailAddress(value: string): string {
  if (/^[^\s@]+@[^\s@]+$/.test(value)) return value;
  throw new InvalidArgumentError('нужен адрес почты (must be an e-mail address)');
}

await program.parseAsync().catch(fail);
