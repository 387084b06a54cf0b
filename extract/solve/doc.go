// Package solve gives figures back the places that a text extractor lost.
//
// Extractors flatten a table to one cell a line and drop cells that are empty;
// some print a run of equal neighbours only once. A row of seven columns then
// prints, say, four figures in order:
//
//	form      natural  firm  research  welfare  legal  other  total
//	author        705     3         0        0      5      0    713
//	text          705     3                         5           713
//
// The form's checks (a total is the sum of its parts; what came in went out or
// is carried on) often leave only one way to put them back. Solve finds what is
// the same in all ways and leaves the rest open.
//
// # What a way is
//
// A Run is a line that prints fewer cells than it has places. A way puts each
// print of each run on one of its places, in order, and says of each place left
// over that its cell was dropped because it was blank, or zero, or equal to the
// nearest print on its left or right. Blanks count as nothing in sums. What was
// dropped is never told, even where all ways agree: blank is not zero, and a
// repeated number could as well have been left out by the author. So every
// answer is a print with a place, and has a raw text.
//
// # What is told
//
// A print is placed where both hold:
//
//  1. In all ways in which every check holds, this print stands there.
//  2. In all ways in which every check holds but for those that touch some one
//     figure of the tables, this number stands there. Each figure is doubted in
//     turn: those of the runs and those that are known.
//
// The first alone is what a puzzle would ask. Real reports contradict
// themselves, and their text does not always show it: then a wrong way may be
// the only one left. Measured on made reports, a quarter of what the first
// condition placed in review lines with one wrong cell was wrong, and nearly all
// where totals were blank or zero beside parts that are not. The second makes
// sure that no single figure carries the answer: a report with one misprint of
// any kind, or one lost figure, is among the ways looked at, so what is placed
// is placed right. It costs an eighth of the figures of the table of requests.
// It costs four fifths of those of the review line, where nothing but a sum of
// five cells pins a group down.
//
// Nothing is told where no way satisfies all checks, or where a check over known
// figures fails: runs that are tied to those by checks, also through others, are
// Contradicted. A check that fails over known cells with a blank among them says
// nothing and is not used; totals that the author left empty are common. A check
// that touches an open cell is not used either.
//
// # How often it errs
//
// Measured on made reports whose authors write zeros as zeros or blanks in five
// ways, read by extractors that lose cells in five ways in some or all rows (go
// test -run ConsistentReports -v -tables 20000, -run ContradictingReports -v
// -tables 5000). Figures are those of requests and of review lines together,
// wrong ones are counted by table, and each table has the fault:
//
//	what is wrong with the report         tables   placed  tables with a wrong figure
//	nothing                              200,000  829,466     0
//	one figure, wrong, blank or lost      59,341   36,871     0
//	totals of all outcomes or of all
//	  groups blank or zero                29,731      991    52
//	processed totals blank or zero         9,807        0     0
//	only totals filled in                 10,000        0     0
//	a row or column off together with
//	  its total, an outcome row lost      19,862      225     0
//	a row in the wrong line                6,149   17,739     1
//	two cells of a column swapped          7,346    1,454     1
//	two cells of a row swapped             7,311   12,232   476
//	a number in a line that is no figure  10,000    9,300     9
//	three cells with random numbers       10,000      905     6
//
// A figure that its author typed into the wrong column, with nothing in the right
// one, leaves the same text as the right report: it is put where the checks want
// it. No rule that places anything can tell the two apart. Half of the figures
// other than zero of consistent tables of requests find their place, most others
// could stand in several; 1 in 120 tables is given up.
//
// # How it works
//
//	table.go      what goes in and comes out
//	solve.go      Solve: one component after the other
//	problem.go    the checks that can be used, as equations of integers
//	component.go  what hangs together, and what one misprint voids
//	scale.go      decimals → integers
//	line.go       a run: how it can be filled, which prints may stand where; bounds
//	finding.go    what all ways share
//	joint.go      runs that checks tie together: fillings of each are listed
//	search.go     fillings that go together: bounds on sums, then search
//	lone.go       one run by itself, however long: paths through a lattice
//
// Values of a way are what checks see, so fillings are listed by their values,
// and which print may stand where is worked out for those that matter. Findings
// start from one way; the search then looks only for ways that contradict them.
// The work is counted in steps and given up at a bound: TooMany, all open.
package solve
