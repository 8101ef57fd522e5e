/** One thing that was looked at. `note` is neither good nor bad: it says what could be had, and how. */
export interface Finding {
  readonly state: 'good' | 'bad' | 'note';
  readonly text: string;
}
