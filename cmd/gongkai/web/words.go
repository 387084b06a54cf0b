package web

import (
	_ "embed"
	"fmt"
	"net/http"
	"strings"

	"golang.org/x/text/language"
)

//go:embed words/words.tsv
var wordsTSV string

// The languages of the interface.
const (
	english = "en"
	chinese = "zh"
)

// words is what the interface says: for each key the English and the Chinese.
type words struct{ byKey map[string][2]string }

// loadWords reads lines of key, English and Chinese.
func loadWords() (*words, error) {
	w := &words{map[string][2]string{}}
	for line := range strings.Lines(wordsTSV) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 || f[1] == "" || f[2] == "" {
			return nil, fmt.Errorf("words.tsv: %q is not key, English, Chinese", line)
		}
		if _, twice := w.byKey[f[0]]; twice {
			return nil, fmt.Errorf("words.tsv: %s stands twice", f[0])
		}
		w.byKey[f[0]] = [2]string{f[1], f[2]}
	}
	return w, nil
}

// has tells whether there are words for a key.
func (w *words) has(key string) bool {
	_, ok := w.byKey[key]
	return ok
}

// say is what a key says in a language, with args put in as fmt does.
func (w *words) say(lang, key string, args ...any) (string, error) {
	both, ok := w.byKey[key]
	if !ok {
		return "", fmt.Errorf("no words for %s", key)
	}
	said := both[0]
	if lang == chinese {
		said = both[1]
	}
	if len(args) == 0 {
		return said, nil
	}
	return fmt.Sprintf(said, args...), nil
}

// said is a sentence: its key among the words, and what is put into it, which may
// be a sentence or several.
type said struct {
	key  string
	args []any
}

// sentence says one in a language; what has no words stands for itself, and no
// key for nothing.
func (w *words) sentence(lang string, what said) string {
	if what.key == "" {
		return ""
	}
	args := make([]any, len(what.args))
	for i, a := range what.args {
		switch a := a.(type) {
		case said:
			args[i] = w.sentence(lang, a)
		case []said:
			var list []string
			for _, one := range a {
				list = append(list, w.sentence(lang, one))
			}
			args[i] = strings.Join(list, "; ")
		default:
			args[i] = a
		}
	}
	text, err := w.say(lang, what.key, args...)
	if err != nil {
		return fmt.Sprint(append([]any{what.key}, args...)...)
	}
	return text
}

// languageOf is the language that an address asks for (?lang=), else the
// browser.
func languageOf(r *http.Request) string {
	if l := r.URL.Query().Get("lang"); l == english || l == chinese {
		return l
	}
	tags, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil {
		return english
	}
	_, at, confidence := language.NewMatcher([]language.Tag{language.English, language.Chinese}).Match(tags...)
	if confidence > language.No && at == 1 {
		return chinese
	}
	return english
}
