package claim

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestTheVocabularyIsComplete(t *testing.T) {
	f := newFinder(t)
	codes := map[string]bool{}
	code := regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)
	for _, e := range f.Entries() {
		if codes[e.Code] || !code.MatchString(e.Code) {
			t.Errorf("code %q is no code, or not its own", e.Code)
		}
		codes[e.Code] = true
		if e.Label == "" || e.Gloss == "" || len(e.Patterns) == 0 {
			t.Errorf("%s lacks a label, a gloss or patterns", e.Code)
		}
		if e.Zero != nil && len(e.Zero.Objects) == 0 {
			t.Errorf("%s: nothing that can be denied", e.Code)
		}
	}
	for _, set := range sets {
		for _, l := range readLabelled(t, set.file) {
			for _, c := range l.Claims {
				if what, _, _ := strings.Cut(c, "="); !codes[what] {
					t.Errorf("%s: the label %s has no entry", set.file, c)
				}
			}
		}
	}
}

func TestEveryClaimIsFoundInSomeLabelledText(t *testing.T) {
	f := newFinder(t)
	found := map[string]bool{}
	for _, set := range sets {
		for _, l := range readLabelled(t, set.file) {
			for _, c := range f.Find([]Section{{l.Section, l.Text}}, Report{l.Agency, l.Year}) {
				found[c.What] = true
			}
		}
	}
	for _, e := range f.Entries() {
		if !found[e.Code] {
			t.Errorf("no labelled text shows %s", e.Code)
		}
	}
}

func TestABrokenVocabularyIsRefused(t *testing.T) {
	good := string(vocabularyFile)
	for name, change := range map[string][2]string{
		"unknown field":     {`"about"`, `"abuot"`},
		"unknown kind":      {`"kind": "verb"`, `"kind": "adverb"`},
		"unknown class":     {`"receive ~ request #case"`, `"receive ~ reqest #case"`},
		"unknown unit":      {`"receive ~ request #case"`, `"receive ~ request #cases"`},
		"no count":          {`"receive ~ request #case"`, `"receive ~ request"`},
		"two counts":        {`"receive ~ request #case"`, `"receive #case request #case"`},
		"gap before count":  {`"receive ~ request #case"`, `"receive request ~ #case"`},
		"unbalanced word":   {`"收到(并|和|、)`, `"收到(并|和|、`},
		"missing guard":     {`{"class": "plan"`, `{"class": "plans"`},
		"unknown exclusion": {`"unless": ["via", "website"`, `"unless": ["via", "websites"`},
		"unknown denial":    {`"after": ["none_accept"]`, `"after": ["none_accepted"]`},
	} {
		if !strings.Contains(good, change[0]) {
			t.Errorf("%s: the vocabulary has no %s", name, change[0])
			continue
		}
		if _, err := loadVocabulary([]byte(strings.Replace(good, change[0], change[1], 1))); err == nil {
			t.Errorf("%s went unnoticed", name)
		}
	}
}

func TestWordsWithAlternativesAreWrittenOut(t *testing.T) {
	got, err := expand("(主动|)公开(政府|政务)信息")
	want := []string{"主动公开政府信息", "主动公开政务信息", "公开政府信息", "公开政务信息"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
}

func TestTheLongestWordWins(t *testing.T) {
	var words trie
	for i, w := range []string{"公开", "政府信息公开申请", "政府信息公开", "政府信息公开申请行政复议"} {
		if !words.add(w, class(i+1)) {
			t.Errorf("%s was not new", w)
		}
	}
	if words.add("公开", 9) {
		t.Error("a word was entered twice")
	}
	for text, want := range map[string]class{"公开": 1, "公": 0, "政府信息公开申请": 2, "政府信息公开申": 3, "政府信息公开申请行政复议案": 4, "": 0} {
		r, size := runeAt(text+" ", 0)
		if got, n := words.longest(text+" ", r, size); got != want || want != 0 && n == 0 {
			t.Errorf("%s: got class %d (%d bytes), want %d", text, got, n, want)
		}
	}
}
