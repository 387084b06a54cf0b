package resolve

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// clean is a name without spaces, quotes, notes in brackets and words that
// belong to the title.
func clean(name string) string {
	s := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune("《》“”\"「」·•　", r) {
			return -1
		}
		return r
	}, width.Narrow.String(name))
	for {
		open := strings.IndexAny(s, "([（【")
		if open < 0 {
			break
		}
		end := strings.IndexAny(s[open:], ")]）】")
		if end < 0 {
			s = s[:open]
			break
		}
		_, size := firstRune(s[open+end:])
		s = s[:open] + s[open+end+size:]
	}
	s = strings.TrimSuffix(s, "本级")
	return strings.TrimPrefix(strings.TrimPrefix(s, "中国共产党"), "中共")
}

func firstRune(s string) (rune, int) {
	for i, r := range s {
		if i == 0 {
			return r, len(string(r))
		}
	}
	return 0, 0
}

// joins are the words that join the parts of a name.
var joins = strings.NewReplacer("和", "", "与", "", "及", "", "、", "")

// squeeze is a name without the words that join its parts: 住房和城乡建设局 and
// 住房城乡建设局 are one.
func squeeze(s string) string { return joins.Replace(s) }
