// Package fulltext says what a word is in the text of a report: what is written
// into a search index, what a query asks of it, where a text holds it, and how
// well. It knows no database.
//
//	fold.go    one form for what readers take for the same
//	tokens.go  what an index holds of a text
//	query.go   Parse: terms and phrases; Match: the question to the index
//	weigh.go   how well a text answers
//	mark.go    the place that shows it
//
// Chinese is written without spaces, so there any two neighbouring characters
// are a token, and a longer term is all its pairs, looked up in the text
// itself afterwards. Trigrams, which SQLite can make itself, take three times the
// time to write and twice the room, and cannot find a word of two
// characters, as most Chinese words are. Numbers and words of letters are
// tokens as a whole: 35 does not find 3525.
package fulltext
