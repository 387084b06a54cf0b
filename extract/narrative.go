package extract

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// stopWords end the text of a report: what follows is the site's own furniture.
var stopWords = []string{"扫一扫", "相关附件", "相关文件", "相关解读", "上一篇", "下一篇", "版权所有", "主办单位", "网站标识码", "ICP备", "打印本页", "关闭窗口", "分享到", "网站地图", "联系我们", "公网安备"}

// narrative gathers the text of the report under its headings of the first
// order (一、…), without tables, links and furniture. The opening before the
// first heading has no name.
func narrative(lines []line, used map[int]bool, title string, m *masker) []Section {
	out := []Section{}
	inTable := tableZones(lines, used)
	begun := false
	var b strings.Builder
	name := ""
	flush := func() {
		if begun && (b.Len() > 0 || name != "") {
			out = append(out, Section{Section: m.mask(name), Text: m.mask(b.String())})
		}
		b.Reset()
	}
	for i := range lines {
		l := &lines[i]
		if l.hard || l.link {
			continue
		}
		t := l.cells[0].text
		if heading, ok := firstOrder(t); ok {
			flush()
			begun, name = true, heading
			continue
		}
		if inTable[i] || t == title || t == "|" {
			continue
		}
		if begun && isStop(t) {
			if name != "" {
				break
			}
			continue
		}
		if !begun {
			// The opening is the first whole sentence.
			if len(t) < 60 || !strings.Contains(t, "。") || isStop(t) {
				continue
			}
			begun = true
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(t)
	}
	flush()
	return out
}

// maxZoneGap is how many short lines between two lines of a flattened table may
// be pieces of it that no label knows (信息内容, 行政诉讼, page numbers).
const maxZoneGap = 6

// tableZones marks the lines that belong to flattened tables.
func tableZones(lines []line, used map[int]bool) map[int]bool {
	last := -1
	for i := range lines {
		if !used[i] {
			continue
		}
		if last >= 0 && i-last <= maxZoneGap+1 {
			for j := last + 1; j < i; j++ {
				if t := lines[j].text(); !strings.Contains(t, "。") && len(t) < maxLabelBytes {
					used[j] = true
				}
			}
		}
		last = i
	}
	return used
}

func isStop(t string) bool {
	if len(t) > 120 {
		return false
	}
	return containsAny(t, stopWords)
}

// countHeadings counts the headings of the first order.
func countHeadings(n []Section) int {
	headings := 0
	for _, s := range n {
		if s.Section != "" {
			headings++
		}
	}
	return headings
}

// containsAny tells whether one of the words stands in s.
func containsAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// firstOrder recognises 一、总体情况: a short line behind a Chinese numeral.
func firstOrder(t string) (string, bool) {
	rest := strings.TrimLeft(t, "一二三四五六七八九十")
	n := (len(t) - len(rest)) / len("一")
	if n == 0 || n > 2 || utf8.RuneCountInString(t) > 45 {
		return "", false
	}
	rest = trimSpace(rest)
	if !strings.HasPrefix(rest, "、") && !strings.HasPrefix(rest, "．") && !strings.HasPrefix(rest, ".") && !strings.HasPrefix(rest, "，") {
		return "", false
	}
	if strings.HasSuffix(t, "。") && strings.Contains(t, "，") || strings.ContainsAny(t, "|｜") {
		return "", false
	}
	// Rows of table three are numbered so too.
	if containsAny(t, []string{"本年新收", "上年结转", "本年度办理结果", "结转下年度"}) {
		return "", false
	}
	return t, true
}
