package generate

import (
	"fmt"
	"strconv"
	"strings"
)

// print writes a number into its cell and says what a reader must make of it.
// head is the unit that the column's header prints, "" if none; its are the
// unit and source that hold where the cell prints none.
func (g *generator) print(f *Figure, n number, money bool, head, formUnit string) {
	f.Status, f.Unit, f.UnitSource = Read, formUnit, "form"
	if formUnit == "" {
		f.UnitSource = "none"
	}
	shift := 0
	if money && head != "" {
		f.Unit, f.UnitSource = "万元", "header"
		shift = moneyShift(head)
	}
	if n.blank {
		f.Raw, f.Status = g.blankMark(), Blank
		return
	}
	if g.some("print:invalid", 0.05, 0.02) {
		f.Raw, f.Status = pick(g.rnd("invalid"), "详见附件", "本年度未统计", "3(2)", "约20", "见说明", "无法统计", "1、2", "本机关没有规章制定权"), Invalid
		return
	}
	var plain bool
	f.Raw, plain = g.digits(n, f.Col == "items_change")
	switch {
	case !plain:
	case n.coef > 99 && n.scale == 0 && !g.flattened && g.some("print:inner-space", 0.02, 0.05):
		// One number over two lines, or two numbers: the cell does not tell.
		f.Raw = f.Raw[:1] + " " + f.Raw[1:]
		f.Open = true
	case money && g.some("print:money-unit", 0.2, 0.7):
		unit := pick(g.rnd("money unit"), "元", "万元", "元", "万元", "亿元", "千元")
		f.Raw += g.gap() + unit
		f.Unit, f.UnitSource = "万元", "cell"
		shift = moneyShift(unit)
	case !money && g.some("print:count-unit", 0.06, 0.3):
		unit := pick(g.rnd("count unit"), "件", "条", "项", "个", "次")
		f.Raw += g.gap() + unit
		f.Unit, f.UnitSource = unit, "cell"
	case !money && n.coef > 1 && g.some("print:annotation", 0.05, 0.1):
		r := g.rnd("annotation")
		f.Raw += fmt.Sprintf(pick(r, "（其中修订%d件）", "(其中%d件为上年结转)", "（含转办%d件）"), 1+r.Int64N(n.coef))
	}
	f.Value = n.shifted(shift)
}

// gap is what stands between a number and its unit.
func (g *generator) gap() string {
	if g.some("print:spaced-unit", 0.2, 0.5) {
		return " "
	}
	return ""
}

// moneyShift is the power of ten that turns a unit into 万元.
func moneyShift(unit string) int {
	return map[string]int{"元": -4, "千元": -1, "万元": 0, "亿元": 4}[unit]
}

// digits writes the number itself. plain tells that a unit or a note may follow.
func (g *generator) digits(n number, change bool) (text string, plain bool) {
	s := n.shifted(0)
	switch {
	case n.coef == 0 && n.scale == 0 && g.some("print:letter-o", 0.03, 0.3):
		return pick(g.rnd("letter"), "O", "〇", "o", "Ｏ", "○"), false
	case n.coef >= 1000 && g.some("print:thousands", 0.08, 0.7):
		return grouped(s, pick(g.rnd("thousands"), ",", ",", "，")), true
	case g.some("print:full-width", 0.05, 0.5):
		return fullWidth(s), true
	case n.coef < 0 && g.some("print:worded-sign", 0.3, 0.6):
		return pick(g.rnd("minus"), "减", "减少", "减 ", "－", "− ", "- ") + strings.TrimPrefix(s, "-"), true
	case change && n.coef > 0 && g.some("print:plus", 0.15, 0.6):
		return pick(g.rnd("plus"), "+", "＋", "增", "增加") + s, true
	}
	return s, true
}

func fullWidth(s string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' || c == '.' || c == '-' {
			return c + 0xFEE0
		}
		return c
	}, s)
}

func (g *generator) blankMark() string {
	if !g.on("print:blank-marks", 0.3) {
		return ""
	}
	return pick(g.rnd("blank marks"), "", "-", "—", "——", "/", "无", "--", "－", "\\")
}

func grouped(s, sep string) string {
	var b strings.Builder
	whole, fraction, _ := strings.Cut(s, ".")
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(sep)
		}
		b.WriteRune(c)
	}
	return b.String() + s[len(whole):len(s)-len(fraction)] + fraction
}

// shifted writes n × 10^exp as an exact decimal.
func (n number) shifted(exp int) string {
	coef, scale := n.coef, n.scale-exp
	for ; scale < 0; scale++ {
		coef *= 10
	}
	sign := ""
	if coef < 0 {
		sign, coef = "-", -coef
	}
	s := strconv.FormatInt(coef, 10)
	if scale == 0 {
		return sign + s
	}
	for len(s) <= scale {
		s = "0" + s
	}
	return sign + s[:len(s)-scale] + "." + s[len(s)-scale:]
}
