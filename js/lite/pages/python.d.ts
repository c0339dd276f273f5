/** Python code comes as its text. */
declare module "*.py" {
  const code: string;
  export default code;
}
