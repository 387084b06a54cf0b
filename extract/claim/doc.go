// Package claim finds the counts that the text of an annual report tells:
// applications received, closed and refused, items disclosed, reconsiderations,
// lawsuits, fees, meetings, staff. A count is claimed only where the sentence
// says plainly what is counted, for the report's year and agency, and for the
// whole of it, and where no word beside the count is unknown; estimates, growth,
// other years, sums over years, plans and parts of something else are no claims.
// What is counted, and in which words, is data: data/vocabulary.json.
//
//	finder.go      New, Find: sections → claims
//	sentence.go    lines → paragraphs → sentences
//	token.go       a sentence → words of the vocabulary, counts, years
//	number.go      what is a count: digits, Chinese numerals, units, approximations
//	context.go     what the sentence said before a count: year, topic, comparison
//	subject.go     who counts: the report's agency or a stranger; name.go names, in full and short
//	match.go       patterns around a count; around.go what else stands there
//	account.go     whether every word beside a count is known and leaves it what it is
//	cause.go       what reconsiderations and lawsuits are about
//	denial.go      未收到…, 无…: claims of zero
//	vocabulary.go  the data, compile.go made ready, trie.go for the longest word; pattern.go how a pattern is written
package claim
