// Runs the document's JavaScript sample from standard input, unchanged, with what a page of the shop would have around it.
import { readFileSync } from "node:fs";

const sample = readFileSync(0, "utf8");
const here = (path, init) => fetch(process.env.GATEWAY + path, init);
const window = { location: { set href(url) { console.log(url); } } };
new Function("fetch", "authToken", "window", sample)(here, process.env.TOKEN, window);
