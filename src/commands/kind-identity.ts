/** How a kind of task presents itself as a command: one of Mora's six, or one that the operator arranged. */
export interface KindIdentity {
  readonly name: string;
  readonly description: string;
  readonly example: string;
  /** The operator's pipeline. */
  readonly pipeline?: string;
}
