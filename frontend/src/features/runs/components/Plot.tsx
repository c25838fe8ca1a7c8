/** uPlot in the app's colours; a chunk of its own, since only these charts need it. */
import "uplot/dist/uPlot.min.css";

import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import uPlot from "uplot";

import { figure } from "@/lib/format";

import type { Chart } from "../state/series";
import classes from "./Plot.module.css";

const HEIGHT = 190;
const COLOURS = ["--ts-accent", "--ts-tie-strong", "--ts-good"];

/** Steps are whole, so the ticks between them are. */
const WHOLE = [1, 2, 5].flatMap((lead) => [1, 10, 100, 1000, 1e4, 1e5].map((size) => lead * size)).sort((a, b) => a - b);

/** The value under the pointer; without one, the newest. */
function legendValue(plot: uPlot, value: number | null, series: number, index: number | null): string {
  if (index !== null) return figure(value);
  const known = Array.from(plot.data[series] ?? []).filter((item) => item !== null);
  return figure(known.at(-1));
}

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function axis(size: number): uPlot.Axis {
  return {
    stroke: token("--ts-muted"),
    grid: { stroke: token("--ts-border"), width: 1 },
    ticks: { stroke: token("--ts-border"), width: 1, size: 4 },
    font: "11px 'Inter Variable', system-ui, sans-serif",
    size,
    values: (_plot, splits) => splits.map((value) => figure(value)),
  };
}

function options(chart: Chart, width: number): uPlot.Options {
  const curves = chart.curves.map(({ label, values }, index) => ({
    label,
    stroke: token(COLOURS[index] ?? "--ts-ink"),
    width: 1.8,
    // Told apart by more than their colour.
    ...(index === 0 ? {} : { dash: index === 1 ? [6, 3] : [2, 3] }),
    spanGaps: true,
    // A lone value draws no line, so it must be a dot.
    points: { show: values.filter((value) => value !== null).length < 40, size: 5 },
    value: legendValue,
  }));
  return {
    width,
    height: HEIGHT,
    scales: { x: { time: false } },
    series: [{ label: "step", value: legendValue }, ...curves],
    axes: [{ ...axis(28), incrs: WHOLE }, axis(58)],
    cursor: { y: false },
    legend: { live: true },
  };
}

export default function Plot({ chart }: { chart: Chart }) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const scheme = useComputedColorScheme("light");
  const shape = chart.curves.map(({ label }) => label).join();
  const newest = useRef(chart);
  useEffect(() => {
    newest.current = chart;
    plot.current?.setData([chart.steps, ...chart.curves.map(({ values }) => values)]);
  }, [chart]);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const { current } = newest;
    const data: uPlot.AlignedData = [current.steps, ...current.curves.map(({ values }) => values)];
    const drawn = new uPlot(options(current, element.clientWidth), data, element);
    plot.current = drawn;
    const resized = new ResizeObserver(() => {
      drawn.setSize({ width: element.clientWidth, height: HEIGHT });
    });
    resized.observe(element);
    return () => {
      resized.disconnect();
      drawn.destroy();
      plot.current = null;
    };
    // Colours are read from the page when it is drawn, so another scheme draws it anew.
  }, [scheme, shape]);
  return <div ref={box} className={classes.plot} />;
}
