/** What the fixtures of a vendor show: calls that are reported, limits that are written down, and code that stays silent. */
export interface VendorFixture {
  readonly found: number;
  readonly limits: number;
  readonly hasSilentTwin: boolean;
}

export interface FixtureFile {
  /** Path below the folder of all vendors, with slashes: `meta/leak.tsx`. */
  readonly path: string;
  readonly text: string;
}

const promise = /\bexpect(-missed|-spurious)?: +[\w-]+ +([\w-]+)/g;
const twin = /^([\w-]+)\/clean\.\w+$/;

/** Counts the promises in the files of `fixtures/vendors` by vendor; a folder is named after its vendor, and may speak of others. */
export function vendorFixtures(files: readonly FixtureFile[]): ReadonlyMap<string, VendorFixture> {
  const fixtures = new Map<string, VendorFixture>();
  const add = (id: string, more: VendorFixture): void => {
    const known = fixtures.get(id);
    fixtures.set(id, {
      found: (known?.found ?? 0) + more.found,
      limits: (known?.limits ?? 0) + more.limits,
      hasSilentTwin: known?.hasSilentTwin === true || more.hasSilentTwin,
    });
  };
  for (const { path, text } of files) {
    const silent = twin.exec(path)?.[1];
    if (silent !== undefined) add(silent, { found: 0, limits: 0, hasSilentTwin: true });
    for (const [, limit, vendor = ""] of text.matchAll(promise))
      add(vendor, { found: limit === undefined ? 1 : 0, limits: limit === undefined ? 0 : 1, hasSilentTwin: false });
  }
  return fixtures;
}
