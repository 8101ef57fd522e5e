import { PGlite } from '@electric-sql/pglite';

// The main file of a short-lived child process: making a new database takes several hundred megabytes that the
// process which uses it afterwards would never give back.
const [directory] = process.argv.slice(2);
if (directory === undefined) throw new Error('embedded-init needs the directory to make');
const database = await PGlite.create({ dataDir: directory });
await database.close();
