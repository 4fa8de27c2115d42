// What each mail client does not support of a mail: node clients.mjs FILE CLIENT ...
import { readFileSync } from "node:fs";
import { caniemail } from "caniemail";

const [file, ...clients] = process.argv.slice(2);
const html = readFileSync(file, "utf8");
for (const client of clients) {
  // Once a client: the library stops at the first it has no row for.
  const { errors } = caniemail({ clients: [client], html }).issues;
  const titles = new Set([...errors.values()].flat().map((each) => each.title));
  console.log(JSON.stringify([client, [...titles].sort()]));
}
