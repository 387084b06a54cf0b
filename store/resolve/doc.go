// Package resolve says who an agency is: of which region, level and kind, and
// by which key its reports of all years and spellings belong together. It is
// told the printed name and what is known of the site, and never guesses: a
// name that several regions bear is decided by what stands before it or by the
// site, or not at all.
//
//	resolve.go   Agency: the answer and how it is found
//	context.go   what is known of a site, and what its name and names tell
//	clean.go     a name without spaces, notes and doubled prefixes
//	place.go     the regions that a name begins with
//	body.go      what stands behind the region: a government, a department
//	township.go  a town or street
//	zone.go      a development zone, which has no code
//	vertical.go  agencies under central leadership: tax, customs, surveys
//	tables.go    the tables in data/
//
// data/agencies.tsv lists what departments are called, in full and in short;
// data/vertical.tsv the ends of agencies under central leadership, with what is
// printed before the place; data/nation.txt bodies of the State Council;
// data/shared.txt regions whose names zones elsewhere bear too.
//
// # What is one agency
//
// 政府办 and 人民政府办公室 are one, 教体局, 教育体育局 and 教育和体育局 are one: the
// table says which short forms stand for which name, 和 makes no difference, nor
// does a province or city before the county. 教育局 and 教体局 are two, for nothing
// printed tells that one became the other. A street (街道) and its office
// (街道办事处) are one, as are a town and its government. A region goes on under a
// new code or name: 沙县教育局 and 沙县区教育局 are one.
package resolve
