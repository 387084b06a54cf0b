package harvest

import (
	"strings"
	"unicode"

	"gongkai/extract"
)

// maxApology is how many characters a page may show that says of itself that
// another one is not there.
const maxApology = 400

// apology is the word by which a page is known to stand in for one that was
// removed, "" if it does not. Pages with more to say may well quote the word.
func (r *rules) apology(d *extract.Document) string {
	text := d.Title + " " + d.Text
	if d.HTML {
		text = d.Title + " " + markup.ReplaceAllString(d.Text, " ")
	}
	var b strings.Builder
	n := 0
	for _, c := range text {
		if unicode.IsSpace(c) {
			continue
		}
		if n++; n > maxApology {
			return ""
		}
		b.WriteRune(c)
	}
	seen := b.String()
	for _, word := range r.Apologies {
		if strings.Contains(seen, word) {
			return "the page says " + word
		}
	}
	return ""
}
