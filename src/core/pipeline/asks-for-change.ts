/**
 * Words that ask for another picture than the one given. Motion ("make the waves move", "zoom in slowly", "the snow
 * falls") is not among them: that is what image-to-video is for.
 */
const change = [
  /\b(in|into|as|like|with) (an? |the )?(\w+ )?(style|look|painting|watercolou?r|sketch|drawing|cartoon|anime|comic|pixel art|mosaic|engraving)\b/u,
  /\b(in|at|during) (the )?(deep |early |late |cold |snowy )?(winter|autumn|fall|spring|summer|night|dawn|dusk|sunset|sunrise|midnight|golden hour|fog|rain|snow|storm)\b/u,
  /\b(turn|change|transform|convert|repaint|recolou?r|restyle|redraw|reimagine) (it|this|the|her|him|them|everything|into|to)\b/u,
  /\bmake (it|this|the \w+|everything) (look|more|less|a|an|as|like|in|night|day|dark(er)?|bright(er)?|snowy|rainy|foggy|stormy|sunny|winter|summer|autumn|spring|vintage|old|futuristic|red|blue|green|yellow|gold(en)?|pink|purple|black|white)\b/u,
  /\b(add|remove|replace|erase|delete|swap|cover|fill) (a|an|the|some|all|it|with|more)\b/u,
  /\b(black and white|black-and-white|monochrome|sepia|vintage|retro|pixel art|cartoon|anime|watercolou?r|oil painting|cyberpunk|noir|19\d0s)\b/u,
];

/** Whether the words ask for a changed picture before it is set in motion. */
export function asksForChange(prompt: string): boolean {
  const words = prompt.toLowerCase().replaceAll(/\s+/gu, ' ');
  return change.some((pattern) => pattern.test(words));
}
