// What every page runs. All of it only improves pages that are complete without it.

import { offerComparison } from "./compare/offer.js";
import { offerLists } from "./catalogue/offer.js";
import { offerMaps } from "./map/offer.js";
import { separateBars } from "./page/bars.js";
import { offerCopies } from "./page/copy.js";
import { keepStateOverLanguages } from "./page/language.js";
import { printAddresses } from "./page/print.js";
import { offerExplorers } from "./page/explorer.js";
import { offerSchemes } from "./page/scheme.js";
import { offerSearch } from "./search/box.js";

offerSchemes();
offerLists();
offerCopies();
keepStateOverLanguages();
printAddresses();
separateBars();
offerExplorers();
offerMaps();
offerSearch();
offerComparison();
