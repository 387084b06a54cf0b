package extract

import (
	"strings"
	"unicode/utf8"
)

// maxHeadingRunes bounds a heading.
const maxHeadingRunes = 45

// rowStems begin the rows of table three that are numbered like headings.
var rowStems = []string{"本年新收", "上年结转", "本年度办理结果", "结转下年度"}

// headings tells which lines are headings of the first order. Most reports
// number them 一、; where fewer than two are, headings numbered otherwise or not
// at all are taken if they speak of what a report must tell.
type headings struct{ loose bool }

func headingsOf(lines []line, inTable map[int]bool) headings {
	first, loose := 0, 0
	for i := range lines {
		if l := &lines[i]; !l.hard && !l.link && len(l.cells[0].text) <= maxHeadingRunes*3 {
			t := l.cells[0].text
			if _, ok := firstOrder(t); ok {
				if first++; first == 2 {
					return headings{}
				}
			} else if !inTable[i] && looseHeading(t) {
				loose++
			}
		}
	}
	return headings{loose: loose >= 2}
}

func (h headings) is(t string) (string, bool) {
	if name, ok := firstOrder(t); ok {
		return name, true
	}
	return t, h.loose && looseHeading(t)
}

// firstOrder recognises 一、总体情况: a short line behind a Chinese numeral.
func firstOrder(t string) (string, bool) {
	r, _ := utf8.DecodeRuneInString(t)
	if !strings.ContainsRune("一二三四五六七八九十第", r) || len(t) > maxHeadingRunes*utf8.UTFMax || utf8.RuneCountInString(t) > maxHeadingRunes {
		return "", false
	}
	numbered := strings.TrimPrefix(t, "第")
	rest := strings.TrimLeft(numbered, "一二三四五六七八九十")
	n := (len(numbered) - len(rest)) / len("一")
	if n == 0 || n > 2 {
		return "", false
	}
	rest = trimSpace(rest)
	if r == '第' {
		if !strings.HasPrefix(rest, "部分") {
			return "", false
		}
	} else if d, _ := utf8.DecodeRuneInString(rest); !strings.ContainsRune("、．.，", d) {
		return "", false
	}
	if strings.HasSuffix(t, "。") && strings.Contains(t, "，") || strings.ContainsAny(t, "|｜") || containsAny(t, rowStems) {
		return "", false
	}
	return t, true
}

// looseHeading recognises （一）主动公开情况, 1.概述 and 概述: short lines that are
// nothing but what a part of a report is called.
func looseHeading(t string) bool {
	n := utf8.RuneCountInString(t)
	if n < 2 || n > 36 || strings.ContainsAny(t, "。：:；|") {
		return false
	}
	s, _ := squeeze(t)
	s = strings.TrimLeft(s, "（(一二三四五六七八九十0123456789）)、.．")
	if strings.ContainsAny(s, "0123456789，,") || utf8.RuneCountInString(s) > 30 {
		return false
	}
	return aboutDisclosure(s) && !strings.Contains(s, "年度报告") && (endsIn(s, headingEnds) || utf8.RuneCountInString(s) <= 4)
}

// headingEnds end the headings of reports.
var headingEnds = []string{"情况", "概述", "措施", "问题", "事项", "方面", "改进", "附表", "说明", "费用", "诉讼", "打算", "信息"}

// aboutDisclosure tells a heading that speaks of what a report must tell.
func aboutDisclosure(s string) bool {
	s, _ = squeeze(s)
	return containsAny(s, headingWords)
}
