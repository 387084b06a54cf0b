package fulltext

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A search for more is a mistake.
const (
	maxTerms      = 16
	maxCharacters = 200
)

// ErrQuery is returned where nothing can be searched for; a *QueryError tells why.
var ErrQuery = errors.New("cannot search for that")

// Problem is why nothing can be searched for.
type Problem string

// The problems of queries.
const (
	TooLong   Problem = "long"  // it has too many characters
	TooMany   Problem = "terms" // it has too many terms
	NoLetters Problem = "empty" // it has no letter, digit or Chinese character
)

// QueryError tells why nothing can be searched for.
type QueryError struct {
	Problem Problem
	// Most is how many characters or terms a query may have.
	Most int
}

// Error tells it in a sentence.
func (e *QueryError) Error() string {
	switch e.Problem {
	case TooLong:
		return fmt.Sprintf("%v: more than %d characters", ErrQuery, e.Most)
	case TooMany:
		return fmt.Sprintf("%v: more than %d terms", ErrQuery, e.Most)
	}
	return fmt.Sprintf("%v: no letter, digit or Chinese character in it", ErrQuery)
}

// Unwrap makes it an ErrQuery.
func (e *QueryError) Unwrap() error { return ErrQuery }

// Term is a folded word or phrase that a report must hold.
type Term string

// Parse reads a query: terms are separated by white space, and a phrase in
// quotes, also in 「」 or “”, is one term with its spaces. No character means
// anything else. Terms without any letter, digit or Chinese character are left
// out. It fails with a *QueryError where none or too much is left.
func Parse(query string) ([]Term, error) {
	if utf8.RuneCountInString(query) > maxCharacters {
		return nil, &QueryError{TooLong, maxCharacters}
	}
	terms := parse(query)
	switch {
	case len(terms) == 0:
		return nil, &QueryError{Problem: NoLetters}
	case len(terms) > maxTerms:
		return nil, &QueryError{TooMany, maxTerms}
	}
	return terms, nil
}

func parse(query string) []Term {
	var terms []Term
	add := func(text string) {
		t := Term(Fold(text))
		if len(t.parts()) > 0 && !slices.Contains(terms, t) {
			terms = append(terms, t)
		}
	}
	for query != "" {
		r, n := utf8.DecodeRuneInString(query)
		if end, ok := quotes[r]; ok {
			if i := strings.IndexAny(query[n:], end); i >= 0 {
				add(query[n : n+i])
				_, size := utf8.DecodeRuneInString(query[n+i:])
				query = query[n+i+size:]
				continue
			}
		}
		if _, ok := quotes[r]; ok || unicode.IsSpace(r) {
			query = query[n:]
			continue
		}
		i := strings.IndexFunc(query, func(r rune) bool {
			_, quote := quotes[r]
			return quote || unicode.IsSpace(r)
		})
		if i < 0 {
			i = len(query)
		}
		add(query[:i])
		query = query[i:]
	}
	return terms
}

// quotes are what ends a phrase, by what begins it. Keyboards and pages mix them.
var quotes = map[rune]string{'"': "\"“”", '“': "”\"", '”': "\"“”", '「': "」", '『': "』"}

// part is a token that a term asks of an index, or the beginning of some.
type part struct {
	token  string
	prefix bool
}

// parts are the tokens that any text which holds the term has. A piece
// alone is the beginning of a token, and told only where the term has nothing
// longer, for they are many.
func (t Term) parts() []part {
	var whole, alone []part
	tokens(string(t), func(token string) {
		p := part{token: token}
		switch r, n := utf8.DecodeRuneInString(token); {
		case isPiece(r) && n == len(token):
			p.prefix = true
			alone = append(alone, p)
		case !slices.Contains(whole, p):
			whole = append(whole, p)
		}
	})
	if len(whole) > 0 {
		return whole
	}
	return alone
}

// match is the question for one term, to the head's tokens if head is set.
func (t Term) match(head bool) string {
	var all []string
	for _, p := range t.parts() {
		token := p.token
		if head {
			token = headMark + token
		}
		q := `"` + token + `"` // tokens hold no quotes
		if p.prefix {
			q += "*"
		}
		all = append(all, q)
	}
	return "(" + strings.Join(all, " AND ") + ")"
}

// Question is what an FTS5 index of Tokens is asked: what matches Exact and does
// not match Not.
type Question struct {
	Exact string
	// Loose matches all that Exact does and more, as it leaves out terms of one
	// character: an index knows those only as the beginnings of tokens, and puts
	// their reports together before it gives the first, which takes the longer
	// the commoner the character is. "" matches everything.
	Loose string
	// Not is "" where nothing is left out.
	Not string
}

// Questions are what the index is asked one after the other, the best answers
// first: reports with all terms in their head, with some, with none. Together
// they find all reports that hold all terms, and some that do not: the index
// knows pairs, not their order.
func Questions(terms []Term) []Question {
	var all, long, head []string
	for _, t := range terms {
		all, head = append(all, t.match(false)), append(head, t.match(true))
		if !t.isCharacter() {
			long = append(long, t.match(false))
		}
	}
	every, some := strings.Join(head, " AND "), "("+strings.Join(head, " OR ")+")"
	text, loose := strings.Join(all, " AND "), strings.Join(long, " AND ")
	best := Question{Exact: every, Loose: every}
	if len(terms) == 1 {
		return []Question{best, {text, loose, every}}
	}
	return []Question{best,
		{text + " AND " + some, strings.Join(append(long, some), " AND "), every},
		{text, loose, some}}
}

// isCharacter tells whether a term has nothing longer than a character.
func (t Term) isCharacter() bool {
	return !slices.ContainsFunc(t.parts(), func(p part) bool { return !p.prefix })
}

// InHead is the question for reports whose title or agency holds a name, or some
// that look alike; "" where the name has nothing to ask for.
func InHead(name string) string {
	t := Term(Fold(name))
	if len(t.parts()) == 0 {
		return ""
	}
	return t.match(true)
}
