import { z } from 'zod';
import type { CatalogLocale } from './locales.ts';
import de from './catalogs/de.json' with { type: 'json' };
import es from './catalogs/es.json' with { type: 'json' };
import fr from './catalogs/fr.json' with { type: 'json' };
import ja from './catalogs/ja.json' with { type: 'json' };
import ko from './catalogs/ko.json' with { type: 'json' };
import ptBr from './catalogs/pt-BR.json' with { type: 'json' };
import zhCn from './catalogs/zh-CN.json' with { type: 'json' };

const wordsSchema = z.record(z.string().min(1), z.string().min(1));
const catalogSchema = z.object({ names: wordsSchema, texts: wordsSchema });

/** A language: what its words are for the English ones. */
export interface Catalog {
  /** Localised names of commands and options by the English ones. */
  readonly names: Readonly<Record<string, string>>;
  /** Texts by the English ones; `{0}`, `{1}`… stand for what varies. */
  readonly texts: Readonly<Record<string, string>>;
}

const files: Readonly<Record<CatalogLocale, unknown>> = { de, es, fr, ja, ko, 'pt-BR': ptBr, 'zh-CN': zhCn };

/** The catalog of a language. Throws a `ZodError` where its file is not one. */
export function catalogOf(locale: CatalogLocale): Catalog {
  return catalogSchema.parse(files[locale]);
}
