package generate

import (
	"fmt"
	"strconv"
)

// decoy is a table of another kind, with its caption: nothing in it belongs to
// the form, whatever its labels are.
func (g *generator) decoy() []block {
	r := g.rnd("decoy")
	n := func() string { return strconv.Itoa(100 + r.IntN(900)) }
	var caption string
	var rows [][]string
	switch g.choose("decoy", "budget", "powers", "staff", "satisfaction", "departments", "channels") {
	case "budget":
		caption = "政府信息公开经费预算与决算对比表"
		rows = [][]string{{"科目", "预算数（万元）", "决算数（万元）", "增减率"}, {"办公费", n(), n(), "3%"}, {"培训费", n(), n(), "-8%"}, {"总计", n(), n(), "1%"}}
	case "powers":
		caption = "权力清单事项统计"
		rows = [][]string{{"事项类型", "事项数", "已公示数", "占比"}, {"行政许可", n(), n(), "40%"}, {"行政处罚", n(), n(), "50%"}, {"行政强制", n(), n(), "5%"}, {"行政确认", n(), n(), "5%"}, {"合计", n(), n(), "100%"}}
	case "staff":
		caption = "政务公开工作人员情况"
		rows = [][]string{{"单位", "专职人员", "兼职人员", "合计"}, {"机关", n(), n(), n()}, {"下属单位", n(), n(), n()}}
	case "satisfaction":
		caption = "公众满意度调查结果"
		rows = [][]string{{"调查对象", "满意", "基本满意", "不满意", "总计"}, {"自然人", n(), n(), n(), n()}, {"商业企业", n(), n(), n(), n()}, {"其他", n(), n(), n(), n()}}
	case "departments":
		caption = "各单位依申请公开办理情况"
		rows = [][]string{{"单位", "本年新收政府信息公开申请数量", "上年结转政府信息公开申请数量", "予以公开", "部分公开", "其他处理", "总计"}, {"样例一局", n(), n(), n(), n(), n(), n()}, {"样例二局", n(), n(), n(), n(), n(), n()}}
	case "channels":
		caption = "主动公开渠道统计"
		rows = [][]string{{"渠道", "政府网站", "政务微信", "政务微博", "其他"}, {"条数", n(), n(), n(), n()}}
	}
	t := &sheet{section: "decoy", head: 1, width: len(rows[0])}
	for i, cells := range rows {
		var row []box
		for j, c := range cells {
			role := figure
			if i == 0 {
				role = columnHead
			} else if j == 0 {
				role = rowLabel
			}
			row = append(row, cellOf(role, c))
		}
		t.add(row)
	}
	return []block{par(fmt.Sprintf("附：%s", caption)), table(t)}
}
