package harvest

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"gongkai/extract"
)

// place is where on its site a page says it stands, in the places of the
// rules: strong by its title, column and breadcrumb, weak by its headings too.
type place struct {
	strong, weak map[string]bool
}

// reportsPlace is the place of columns of annual reports.
const reportsPlace = "reports"

const (
	// crumbBytes is how far after its word a breadcrumb may reach, crumbRunes
	// how long its text may be.
	crumbBytes = 1500
	crumbRunes = 80
	// tagBytes is how long a meta tag may be.
	tagBytes = 400
)

// placeOf reads a page's place.
func (r *rules) placeOf(d *extract.Document) place {
	p := place{map[string]bool{}, map[string]bool{}}
	for _, name := range []string{d.Title, columnName(d.Text), breadcrumb(d.Text)} {
		r.stand(p.strong, name)
		r.stand(p.weak, name)
	}
	for _, h := range d.Headings {
		if utf8.RuneCountInString(h) <= maxColumnName {
			r.stand(p.weak, h)
		}
	}
	return p
}

// stand adds the places that a name has a word of.
func (r *rules) stand(places map[string]bool, name string) {
	for p, words := range r.Places {
		if name != "" && contains(name, words) {
			places[p] = true
		}
	}
}

var metaContent = regexp.MustCompile(`(?i)\bcontent\s*=\s*["']([^"'>]*)`)

// columnName is the content of <meta name="ColumnName">.
func columnName(text string) string {
	i := strings.Index(text, "ColumnName")
	if i < 0 {
		return ""
	}
	from := strings.LastIndexByte(text[max(0, i-tagBytes):i], '<')
	if from < 0 {
		return ""
	}
	tag := text[max(0, i-tagBytes)+from : min(len(text), i+tagBytes)]
	if end := strings.IndexByte(tag, '>'); end >= 0 {
		tag = tag[:end]
	}
	if m := metaContent.FindStringSubmatch(tag); m != nil && strings.HasPrefix(strings.ToLower(tag), "<meta") {
		return m[1]
	}
	return ""
}

// crumbWords stand before 位置 where a breadcrumb begins.
var crumbWords = []string{"当前", "当前的", "所在", "所在的", "现在", "现在的", "您的"}

var markup = regexp.MustCompile(`(?s)<(script|style)\b.*?</(script|style)\s*>|<[^>]*>`)

// breadcrumb is the text after 当前位置 up to the end of its block.
func breadcrumb(text string) string {
	const word = "位置"
	rest := text
	for {
		i := strings.Index(rest, word)
		if i < 0 {
			return ""
		}
		before := rest[:i]
		rest = rest[i+len(word):]
		if endsWith(before, crumbWords) {
			break
		}
	}
	rest = rest[:min(len(rest), crumbBytes)]
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
