/**
 * A function that gives the folder of the nearest package around a file, with a slash at its end; `""` when there is none but the
 * scanned folder itself.
 *
 * @param folders  of packages, relative to the scanned folder; `""` is that folder
 */
export function packageFolderFinder(folders: readonly string[]): (path: string) => string {
  const prefixes = folders.filter((folder) => folder !== "").map((folder) => `${folder}/`);
  prefixes.sort((a, b) => b.length - a.length);
  return (path) => prefixes.find((prefix) => path.startsWith(prefix)) ?? "";
}
