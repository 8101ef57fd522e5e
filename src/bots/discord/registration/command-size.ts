/** A text in other languages. */
type Translations = Readonly<Record<string, string | null | undefined>>;

/** What counts of a command or an option. */
interface Counted {
  readonly name: string;
  readonly name_localizations?: Translations | null | undefined;
  readonly description?: string | undefined;
  readonly description_localizations?: Translations | null | undefined;
  readonly options?: readonly Counted[] | undefined;
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[] | undefined;
}

/** https://discord.com/developers/docs/interactions/application-commands#slash-commands */
export const maxCommandSize = 8_000;

/**
 * Characters of a command as Discord counts them: names, descriptions and values of the command and all in it, each
 * with its longest translation.
 */
export function commandSize(command: Counted): number {
  const choices = (command.choices ?? []).reduce((sum, { name, value }) => sum + name.length + String(value).length, 0);
  const options = (command.options ?? []).reduce((sum, option) => sum + commandSize(option), 0);
  return (
    longest(command.name, command.name_localizations) +
    longest(command.description ?? '', command.description_localizations) +
    choices +
    options
  );
}

function longest(text: string, translations: Translations | null | undefined): number {
  return Math.max(text.length, ...Object.values(translations ?? {}).map((said) => said?.length ?? 0));
}
