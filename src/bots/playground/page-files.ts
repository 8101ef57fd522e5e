import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { systemCode } from '../../core/errors.ts';

/** A file of the page, ready to be sent. */
export interface PageFile {
  readonly body: string;
  readonly contentType: string;
  readonly etag: string;
}

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  ts: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

const pageFolder = new URL('./page/', import.meta.url);

/** Reads the files of the page by name, each once. Its TypeScript is sent without its types, so there is no build. */
export function createPageFiles(): (name: string) => Promise<PageFile | undefined> {
  const files = new Map<string, Promise<PageFile | undefined>>();
  return (name) => {
    const ending = /^[a-z][a-z-]*\.(html|css|ts|svg)$/u.exec(name)?.[1];
    if (ending === undefined) return Promise.resolve(undefined);
    const file = files.get(name) ?? readPageFile(name, ending);
    files.set(name, file);
    return file;
  };
}

async function readPageFile(name: string, ending: string): Promise<PageFile | undefined> {
  try {
    const source = await readFile(new URL(name, pageFolder), 'utf8');
    const body = ending === 'ts' ? stripTypeScriptTypes(source) : source;
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    return { body, etag, contentType: contentTypes[ending] ?? 'text/plain' };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
