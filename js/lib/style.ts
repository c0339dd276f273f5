/** Write out a style sheet that the build has shortened; one that is not stays as it is. */
export function written(css: string): string {
  return css.replaceAll("$(", "var(--mathml-").replaceAll("$", "mathml-");
}
