import { icon } from './icons.ts';

/** Makes the button that changes between light and dark. Until it is pressed, the system decides. */
export function setUpTheme(button: HTMLElement): void {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isDark = (): boolean => (root.dataset['theme'] ?? (system.matches ? 'dark' : 'light')) === 'dark';

  const show = (): void => {
    const label = isDark() ? 'Use light colours' : 'Use dark colours';
    button.replaceChildren(icon(isDark() ? 'sun' : 'moon'));
    button.setAttribute('aria-label', label);
    button.title = label;
  };
  button.addEventListener('click', () => {
    const theme = isDark() ? 'light' : 'dark';
    root.dataset['theme'] = theme;
    localStorage.setItem('mora.theme', theme);
    show();
  });
  system.addEventListener('change', show);
  show();
}
