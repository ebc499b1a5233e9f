// What the bundler makes of files that are no scripts: their addresses.

declare module "*.css" {
  const file: string;
  export default file;
}
