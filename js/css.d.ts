/** A style sheet that is imported by a name is its text; see js/build.mjs for one that is not. */
declare module "*.css" {
  const text: string;
  export default text;
}
