// What of ECharts the pages use, and nothing else: its own full build is four times
// as large. scripts/bundle makes one classic script of it, so that it also runs from
// a folder. Our options print no text of the library's, so no locale is registered.

import { init, registerMap, use } from 'echarts/core'
import { BarChart, LineChart, MapChart } from 'echarts/charts'
import { AriaComponent, GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { SVGRenderer } from 'echarts/renderers'

use([BarChart, LineChart, MapChart, AriaComponent, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer])

window.echarts = { init, registerMap }
