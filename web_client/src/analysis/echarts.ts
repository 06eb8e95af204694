/** The parts of ECharts that are drawn with here; loaded when the first chart comes into sight, and never before. */
import { BarChart, LineChart, ScatterChart } from 'echarts/charts'
import { GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use, type EChartsType } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import type { ChartOption } from './options'

use([
  BarChart,
  CanvasRenderer,
  GridComponent,
  LegendComponent,
  LineChart,
  MarkAreaComponent,
  MarkLineComponent,
  ScatterChart,
  TooltipComponent,
])

export type Drawn = EChartsType

/** Begin a chart in an element that has a size. */
export const begin = (element: HTMLElement): Drawn => init(element, undefined, { renderer: 'canvas' })

/** Draw it, in place of what was there. */
export function draw(chart: Drawn, option: ChartOption): void {
  chart.setOption(option, { notMerge: true })
}
