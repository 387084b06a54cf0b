package claim

import (
	"strings"
	"unicode/utf8"
)

const (
	// maxHeading is how long a line without a full stop may be and still name
	// what the next line is about, in runes.
	maxHeading = 24
	// wrapped is how long a line without a full stop is where it was broken by
	// its width and not by its writer, in runes.
	wrapped = 25
)

// paragraphs calls f with every paragraph of a section's text: a line, or
// lines that were broken within a sentence.
func paragraphs(text string, f func(p string)) {
	var held string
	have := false
	for len(text) > 0 {
		line := text
		if i := strings.IndexByte(text, '\n'); i >= 0 {
			line, text = text[:i], text[i+1:]
		} else {
			text = ""
		}
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if have && len(held) < maxSentence && goesOn(held, line) {
			held += line
			continue
		}
		if have {
			f(held)
		}
		held, have = line, true
	}
	if have {
		f(held)
	}
}

var (
	fullStops    = []string{"。", "！", "？", "；", "：", ".", "!", "?", ";", ":"}
	openEnds     = []string{"，", ",", "、", "（", "(", "到", "的", "为", "共", "和", "及", "与", "至", "“"}
	continuation = []string{"，", ",", "、", "；", "。", "）", ")", "”", "件", "条", "份", "宗", "次", "篇", "人次"}
)

// goesOn tells whether next goes on with the sentence that line left open.
func goesOn(line, next string) bool {
	switch {
	case hasSuffixOf(line, fullStops):
		return false
	case hasPrefixOf(strings.TrimLeft(next, "0123456789"), continuation):
		return true // also a count that was broken off: 收到申请|28件
	case startsItem(next):
		return false
	case hasSuffixOf(line, openEnds):
		return true
	}
	c := line[len(line)-1]
	return c >= '0' && c <= '9' || utf8.RuneCountInString(line) >= wrapped
}

// startsItem tells a line that begins with a number of its own: （一）, 1., 一是.
func startsItem(s string) bool {
	if hasPrefixOf(s, []string{"（", "(", "①", "②", "③", "④", "⑤", "●", "■", "·", "一是", "二是", "三是"}) {
		return true
	}
	s = s[:min(len(s), maxNumber)]
	rest := strings.TrimLeft(s, "0123456789一二三四五六七八九十")
	return len(rest) < len(s) && hasPrefixOf(rest, []string{".", "．", "、", "，", ")", "）"})
}

// maxNumber bounds the number that a sentence begins with and its mark, in bytes.
const maxNumber = len("二十三、")

// numbered returns how long the number is that a sentence begins with.
func numbered(s string) int {
	rest := strings.TrimLeft(s, "0123456789一二三四五六七八九十")
	if len(rest) < len(s) && hasPrefixOf(rest, []string{".", "．", "、"}) {
		_, n := utf8.DecodeRuneInString(rest)
		return len(s) - len(rest) + n
	}
	return 0
}

// sentenceEnd returns where the sentence that begins at the start of s ends,
// behind its full stop.
func sentenceEnd(s string) int {
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c >= 0xE0: // no byte of a rune looks like the first of another
			if strings.HasPrefix(s[i:], "。") || strings.HasPrefix(s[i:], "！") || strings.HasPrefix(s[i:], "？") {
				return i + 3
			}
			i += 3
			continue
		case c == '!' || c == '?',
			c == '.' && i > 0 && s[i-1] >= utf8.RuneSelf && (i+1 == len(s) || s[i+1] >= utf8.RuneSelf || s[i+1] == ' '):
			return i + 1
		}
		i++
	}
	return len(s)
}

// isHeading tells a line or first sentence that names what follows.
func isHeading(s string) bool {
	s = strings.TrimRight(s, "。：:. ")
	return len(s) <= 4*maxHeading && utf8.RuneCountInString(s) <= maxHeading && !strings.ContainsAny(s, "，,；;")
}
