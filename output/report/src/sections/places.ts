// Where nations stand on the map: ISO 3166 alpha-2, numeric code in world-atlas, longitude, latitude; rests of regions at a point of their own.
const rows = `US 840 -98 39;CN 156 104 35;TW 158 121 23.7;KR 410 127.8 36.3;JP 392 138 36.5;NL 528 5.3 52.2;IN 356 79 22;RU 643 60 58;AT 040 14.2 47.6;BE 056 4.6 50.7;CZ 203 15.3 49.8;DE 276 10.4 51;DK 208 9.5 56;EE 233 25.6 58.7;ES 724 -3.6 40.2;FI 246 26 63;FR 250 2.4 46.6;GR 300 22.5 39.3;HU 348 19.3 47.1;IE 372 -8 53.2;IT 380 12.5 42.8;LU 442 6.1 49.7;PL 616 19.3 52;PT 620 -8.2 39.6;SE 752 15.5 61;ID 360 113 -1;MY 458 102.3 4;PH 608 122 12.5;SG 702 103.8 1.35;TH 764 101 15.2;VN 704 106.5 16;AE 784 54.3 23.9;KW 414 47.7 29.3;QA 634 51.2 25.3;SA 682 45 24;DZ 012 2.6 28;EG 818 30 26.5;ET 231 39.6 8.6;GH 288 -1.2 7.9;KE 404 37.9 0.5;MA 504 -6.3 32;NG 566 8 9.6;RW 646 29.9 -2;TZ 834 34.9 -6.4;ZA 710 25 -29;ZW 716 29.8 -19;AR 032 -65 -35;BR 076 -53 -10;CL 152 -71 -33;CO 170 -73 4;MX 484 -102 23.5;PE 604 -75 -9.5;AU 036 134 -25;BD 050 90.3 24;BY 112 28 53.5;CA 124 -106 57;CH 756 8.2 46.8;GB 826 -1.9 52.9;HK 344 114.2 22.3;IL 376 34.9 31.4;IR 364 54 32.5;KZ 398 67 48;LK 144 80.7 7.7;NO 578 9 61;NZ 554 172.5 -41.5;PK 586 69.4 30;TR 792 35 39;UA 804 31.4 49;EU-rest - 25 45.5;SEA-rest - 105 12.6;GULF-rest - 57 21;AFR-rest - 18 0;LAM-rest - -69 18.7;ASIA-rest - 88 46;ROW-rest - 20.8 44`;

export interface Place {
  /** Id of the country's shape, if it has one of its own. */
  shape: string | null;
  longitude: number;
  latitude: number;
}

const places = new Map(
  rows.split(";").map((row) => {
    const [id, shape, longitude, latitude] = row.split(" ");
    return [id, { shape: shape === "-" ? null : shape, longitude: Number(longitude), latitude: Number(latitude) }];
  }),
);

/** A nation nobody has placed stands in the empty Atlantic, so that it is seen to be missing. */
export const placeOf = (id: string): Place => places.get(id) ?? { shape: null, longitude: -30, latitude: 0 };
export const isPlaced = (id: string) => places.has(id);
