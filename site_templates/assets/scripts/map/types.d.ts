// The words that the map's modules share.

import type { Feature, FeatureCollection, Geometry } from "geojson";

/** What a page tells of one map. */
export interface Config {
  language: "vi" | "en";
  /** Of columns, by name. */
  labels: Record<string, string>;
  units: Record<string, string>;
  years: string[];
  /** The columns by which a reader knows a place. */
  told: string[];
  words: Record<string, string>;
}

/** A row of the table with its geometry; absent where the row has no place. */
export type Row = Feature<Geometry | null, Record<string, unknown> | null>;
export type Rows = FeatureCollection<Geometry | null, Record<string, unknown> | null>;

/** West, south, east, north in degrees. */
export type Box = [number, number, number, number];

/** A row that can be shown: `row` counts from 0. */
export interface Place {
  row: number;
  feature: Row;
  box: Box;
}
