// What every page runs. All of it only improves pages that are complete without it.

import { filterCards } from "./catalogue/filter.js";
import { offerCopies } from "./page/copy.js";
import { offerSchemes } from "./page/scheme.js";

offerSchemes();
filterCards();
offerCopies();
