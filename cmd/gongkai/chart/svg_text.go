package chart

import (
	"bytes"
	"encoding/xml"
	"strings"
	"unicode"

	"github.com/mattn/go-runewidth"
)

// fonts name one for Chinese of every system; text stays text.
const fonts = `"Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei","WenQuanYi Micro Hei",sans-serif`

// clean takes line breaks, other control characters and marks that turn the
// order of text out of it.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, s)
}

// escaped makes text safe inside of elements and attributes. Characters that XML
// cannot hold are replaced.
func escaped(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(clean(s))) // a buffer takes everything
	return b.String()
}

// textWidth estimates how wide text of a size is: Chinese characters are as
// wide as high, others somewhat over half of that.
func textWidth(s string, size float64) float64 {
	w := 0.0
	for _, r := range s {
		if runewidth.RuneWidth(r) > 1 {
			w += size
		} else {
			w += 0.53 * size
		}
	}
	return w
}

// fit cuts text to a width.
func fit(s string, size, width float64) string {
	if textWidth(s, size) <= width {
		return s
	}
	for s != "" && textWidth(s+"…", size) > width {
		r := []rune(s)
		s = string(r[:len(r)-1])
	}
	return s + "…"
}

// wrapped breaks text into lines of a width, at spaces where there are some.
func wrapped(s string, size, width float64) []string {
	var lines []string
	line, space := []rune(nil), -1
	for _, r := range s {
		if r == ' ' {
			space = len(line)
		}
		line = append(line, r)
		if textWidth(string(line), size) <= width || len(line) == 1 {
			continue
		}
		cut := len(line) - 1
		if space > cut/3 {
			cut = space
		}
		lines = append(lines, strings.TrimSpace(string(line[:cut])))
		line, space = append([]rune(nil), line[cut:]...), -1
	}
	if rest := strings.TrimSpace(string(line)); rest != "" {
		lines = append(lines, rest)
	}
	return lines
}
