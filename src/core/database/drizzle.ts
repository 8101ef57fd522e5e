import { createRequire } from 'node:module';
import type * as Core from 'drizzle-orm';
import type * as NodePostgres from 'drizzle-orm/node-postgres';
import type * as Migrator from 'drizzle-orm/node-postgres/migrator';
import type * as PgCore from 'drizzle-orm/pg-core';

/**
 * drizzle, as CommonJS: its package.json is so large (180 KB) that Node, which reads it for each of the package's ES
 * modules, would spend half a second of every start on it.
 */
const require = createRequire(import.meta.url);
// What a package exports is what its types say of it.
const core = require('drizzle-orm') as typeof Core;
const pgCore = require('drizzle-orm/pg-core') as typeof PgCore;
const nodePostgres = require('drizzle-orm/node-postgres') as typeof NodePostgres;
const migrator = require('drizzle-orm/node-postgres/migrator') as typeof Migrator;

export const { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, like, lt, max, ne, not, or, sql } = core;
export const { bigserial, doublePrecision, index, integer, jsonb, pgSchema, primaryKey, text, timestamp, unique } =
  pgCore;
export const { drizzle } = nodePostgres;
export const { migrate } = migrator;
