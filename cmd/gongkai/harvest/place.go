package harvest

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"gongkai/extract"
)

// place is what a page says of where it stands on its site: strong is its
// title, column and breadcrumb, all adds its headings.
type place struct {
	strong, all []string
}

var (
	columnMeta = regexp.MustCompile(`(?i)<meta\s[^>]*name=["']?ColumnName["']?\s[^>]*content=["']([^"'>]*)`)
	crumbWord  = regexp.MustCompile(`(当前|所在|现在|您的)的?位置`)
	markup     = regexp.MustCompile(`(?s)<(script|style)\b.*?</(script|style)\s*>|<[^>]*>`)
)

const (
	// crumbBytes is how far after its word a breadcrumb may reach, crumbRunes
	// how long its text may be.
	crumbBytes = 1500
	crumbRunes = 80
)

// placeOf reads a page's place.
func placeOf(d *extract.Document) place {
	p := place{strong: []string{d.Title}}
	if m := columnMeta.FindStringSubmatch(d.Text); m != nil {
		p.strong = append(p.strong, m[1])
	}
	if c := breadcrumb(d.Text); c != "" {
		p.strong = append(p.strong, c)
	}
	p.all = append(p.all, p.strong...)
	for _, h := range d.Headings {
		if utf8.RuneCountInString(h) <= maxColumnName {
			p.all = append(p.all, h)
		}
	}
	return p
}

// breadcrumb is the text after 当前位置 up to the end of its block.
func breadcrumb(text string) string {
	i := crumbWord.FindStringIndex(text)
	if i == nil {
		return ""
	}
	rest := text[i[1]:min(len(text), i[1]+crumbBytes)]
	for _, end := range []string{"</div>", "</DIV>", "</ul>", "</p>", "</td>", "</dl>", "</nav>"} {
		if n := strings.Index(rest, end); n > 0 {
			rest = rest[:n]
		}
	}
	crumb := strings.Join(strings.Fields(markup.ReplaceAllString(strings.ToValidUTF8(rest, ""), " ")), " ")
	if utf8.RuneCountInString(crumb) > crumbRunes {
		return string([]rune(crumb)[:crumbRunes])
	}
	return crumb
}
