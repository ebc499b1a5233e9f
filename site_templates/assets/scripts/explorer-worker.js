// Reads large tables beside the page, which stays quick.

import { makeEngine } from "./explorer/engine.js";
import { serveEngine } from "./explorer/remote.js";

serveEngine(makeEngine(), self);
