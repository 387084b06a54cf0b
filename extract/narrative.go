package extract

import (
	"slices"
	"strings"
)

// narrative gathers the text of the report under its headings of the first
// order (一、…), without tables, links and furniture. The opening before the
// first heading has no name.
func narrative(lines []line, used map[int]bool, title string) []Section {
	out := []Section{}
	inTable := tableZones(lines, used)
	heads := headingsOf(lines, inTable)
	begun := false
	var b strings.Builder
	name := ""
	flush := func() {
		if begun && (b.Len() > 0 || name != "") {
			out = append(out, Section{Section: mask(name), Text: mask(b.String())})
		}
		b.Reset()
	}
	for i := range lines {
		l := &lines[i]
		if l.hard || l.link {
			continue
		}
		t := l.cells[0].text
		if heading, ok := heads.is(t); ok {
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
			if len(t) < 60 || !strings.Contains(t, "。") && !strings.HasSuffix(t, "：") || isStop(t) {
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

// containsAny tells whether one of the words stands in s.
func containsAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}
