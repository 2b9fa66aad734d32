import { Download, Ellipsis, Image } from "lucide-react";
import { type ReactNode, useRef } from "react";

import { type CsvValue, csvText } from "../../../shared/lib/csv.ts";
import { number } from "../../words/format.ts";
import { say } from "../../words/say.ts";
import { downloadText } from "../download.ts";
import { MenuButton } from "../menu.tsx";
import { pictureOf } from "./picture.ts";

/** The table that says what a picture says. */
export type ChartTable = { readonly head: readonly string[]; readonly rows: readonly (readonly CsvValue[])[] };

/** The most rows that are drawn under a picture; the file has all. */
const ROWS_SHOWN = 400;

/**
 * A picture with its title, its key, the table behind it, and both as files. `says` is the picture in a sentence, for those
 * who do not see it; `file` is the name of the files without their ending.
 */
export function ChartFigure({
  title,
  says,
  keys,
  table,
  file,
  width,
  height,
  children,
}: {
  readonly title: string;
  readonly says: string;
  readonly keys?: ReactNode;
  readonly table: ChartTable;
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly children: ReactNode;
}) {
  const drawing = useRef<SVGSVGElement>(null);
  const key = useRef<HTMLSpanElement>(null);
  return (
    <figure className="chart" aria-label={title}>
      <figcaption>
        <span>{title}</span>
        <span className="grow" />
        <span className="keys" ref={key}>
          {keys}
        </span>
        <MenuButton
          low
          name={say("chart.filesOf", { title })}
          icon={Ellipsis}
          entries={[
            {
              id: "table",
              title: say("chart.saveTable"),
              icon: Download,
              run: () => downloadText(`${file}.csv`, csvText(table.head, table.rows), "text/csv"),
            },
            {
              id: "picture",
              title: say("chart.savePicture"),
              icon: Image,
              run: () => {
                if (drawing.current !== null) {
                  const picture = pictureOf(drawing.current, title, [...(key.current?.children ?? [])]);
                  downloadText(`${file}.svg`, picture, "image/svg+xml");
                }
              },
            },
          ]}
        />
      </figcaption>
      <svg ref={drawing} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={says}>
        {children}
      </svg>
      <details className="behind">
        <summary>{say("chart.table")}</summary>
        <div className="scrolls">
          <table className="table tight">
            <thead>
              <tr>
                {table.head.map((name, index) => (
                  <th key={name} scope="col" className={index === 0 ? undefined : "r"}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.slice(0, ROWS_SHOWN).map(([first, ...cells], index) => (
                <tr key={index}>
                  <th scope="row">{first}</th>
                  {cells.map((cell, place) => (
                    <td key={place} className="r">
                      {typeof cell === "number" ? number(cell) : cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {table.rows.length > ROWS_SHOWN && (
            <p className="small quiet">{say("chart.more", { count: table.rows.length - ROWS_SHOWN })}</p>
          )}
        </div>
      </details>
    </figure>
  );
}

/** A line of the key: the sign and what it stands for. */
export function ChartKey({ className, text }: { readonly className: string; readonly text: string }) {
  return (
    <span className="key">
      <svg viewBox="0 0 12 12" aria-hidden focusable="false">
        <rect className={className} width="12" height="12" />
      </svg>
      {text}
    </span>
  );
}
