package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"

	"gongkai/extract"
	"gongkai/store"
	"gongkai/store/audit"
)

// auditCmd asks a person whether stored figures are those of the page.
type auditCmd struct {
	Sample int    `default:"10" help:"Reports to draw at random."`
	Seed   int64  `default:"1" help:"The same seed draws the same reports."`
	By     string `default:"" help:"Who judges, kept with the verdicts."`
	Strata string `default:"form,source,quality" help:"What reports are drawn by, some of each sort: form, source (html, pdf, word, excel), quality, region."`
	Rate   bool   `help:"Only tell the error rate of the verdicts so far."`
}

// Help adds to the generated help.
func (*auditCmd) Help() string {
	return `Draws stored reports at random, some of each sort (--strata), spread over the provinces,
and shows, for each, the archived page's rows on the left and the figures stored from them
on the right. Answer y (all right), n (some are wrong: name them), s (skip) or q (stop).
Verdicts are kept with the version of the extractor. At the end the error rate is told with
its 95 % interval: every sort weighs as much as it has reports, figures of one report
count as one look, and nothing better is claimed than three in the number of reports judged.
Verdicts on what is stored no more (read again by another version) do not count.`
}

// Run asks for verdicts until the sample is through.
func (c *auditCmd) Run(ctx context.Context, a *app) error {
	if c.Sample < 1 {
		return usageError{errors.New("--sample: draw at least one report")}
	}
	ways, err := audit.Parse(c.Strata)
	if err != nil {
		return usageError{fmt.Errorf("--strata: %w", err)}
	}
	db, err := a.changeStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	x, err := extract.New(formats()...)
	if err != nil {
		return err
	}
	cases, err := db.AuditCases(ctx)
	if err != nil {
		return err
	}
	if c.Rate {
		return c.rate(ctx, a, db, cases, ways)
	}
	sample := audit.Draw(cases, c.Sample, c.Seed, ways)
	judged, err := judgedReadings(ctx, db)
	if err != nil {
		return err
	}
	answers := bufio.NewScanner(a.in)
	for i, drawn := range sample {
		rep, err := db.LoadReport(ctx, drawn.ReportID, 0)
		if err != nil {
			return err
		}
		fmt.Fprintf(a.out, "\n[%d/%d] %s\n", i+1, len(sample), rep.Title)
		if judged[rep.PageDigest+rep.ExtractorVersion] {
			fmt.Fprintln(a.out, "judged before; another --seed draws other reports")
			continue
		}
		figures, err := c.compare(ctx, a, db, x, rep)
		if errors.Is(err, store.ErrEmptied) {
			fmt.Fprintln(a.out, "its page cannot be shown: its bytes were pruned or forgotten")
			continue
		}
		if err != nil {
			return err
		}
		if figures == 0 {
			fmt.Fprintln(a.out, "no figures are stored of it")
			continue
		}
		v, stop := ask(a.out, answers, figures, namesOf(&rep.Report))
		if stop {
			break
		}
		if v == nil {
			continue
		}
		v.ReportID, v.PageDigest, v.Extractor, v.Figures, v.By = rep.ReportID, rep.PageDigest, rep.ExtractorVersion, figures, c.By
		if err := db.SaveVerdict(ctx, *v); err != nil {
			return err
		}
	}
	if err := answers.Err(); err != nil {
		return fmt.Errorf("read verdicts: %w", err)
	}
	return c.rate(ctx, a, db, cases, ways)
}

// rate tells the error rate of all verdicts that stand.
func (c *auditCmd) rate(ctx context.Context, a *app, db *store.Store, cases []store.AuditCase, ways []audit.By) error {
	verdicts, err := db.Verdicts(ctx)
	if err != nil {
		return err
	}
	return printErrorRate(a.out, audit.Estimate(cases, verdicts, ways))
}

// compare prints the page's rows beside the stored figures; it returns how many
// figures there are to judge.
func (c *auditCmd) compare(ctx context.Context, a *app, db *store.Store, x *extract.Extractor, rep *store.StoredReport) (int, error) {
	page, err := db.Exchange(ctx, rep.URL, rep.PageDigest)
	if err != nil {
		return 0, fmt.Errorf("archived page of %s: %w", rep.URL, err)
	}
	in := extract.Input{Body: page.Body, ContentType: page.Header.Get("Content-Type"), Source: rep.URL}
	rows, err := x.Layout(in)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", rep.URL, err)
	}
	again, err := x.Extract(in)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", rep.URL, err)
	}
	at := map[[2]int][]string{} // table, row → what is stored from it
	stored := map[string]*extract.Statistic{}
	figures := 0
	for i := range rep.Report.Statistics {
		st := &rep.Report.Statistics[i]
		stored[st.Section+"/"+st.Row+"/"+st.Col] = st
		if st.Value != nil {
			figures++
		}
	}
	for i := range again {
		if again[i].Year != rep.Year {
			continue
		}
		last := ""
		for _, st := range again[i].Statistics {
			if s := stored[st.Section+"/"+st.Row+"/"+st.Col]; s != nil {
				k := [2]int{st.At.Table, st.At.Row}
				if row := st.Section + "/" + st.Row; last != row {
					at[k] = append(at[k], row+":")
					last = row
				}
				at[k] = append(at[k], st.Col+"="+shown(s))
			}
		}
	}
	printBeside(a.out, rows, at)
	return figures, nil
}

// leftWidth is the width of the page's side.
const leftWidth = 62

// printBeside prints the rows of a page beside what is stored from them. Cells
// of a flattened table are gathered behind their label; running text far from
// any table is left out.
func printBeside(w io.Writer, rows []extract.PrintedRow, at map[[2]int][]string) {
	left, right, soft := "", "", false
	flush := func() {
		if left != "" || right != "" {
			fmt.Fprintf(w, "%s │ %s\n", runewidth.FillRight(runewidth.Truncate(left, leftWidth, "…"), leftWidth), right)
		}
		left, right, soft = "", "", false
	}
	near := 0
	for _, r := range rows {
		k := [2]int{r.Table, r.Row}
		stored := strings.Join(at[k], " ")
		delete(at, k)
		text := printable(strings.ReplaceAll(strings.Join(r.Cells, " | "), "\n", " "))
		if soft && !r.Hard && stored == "" && len(text) < 24 {
			left += " | " + text
			continue
		}
		flush()
		if near--; r.Hard || stored != "" {
			near = 16
		}
		if near >= 0 {
			left, right, soft = text, stored, !r.Hard
		}
	}
	flush()
}

// printable drops control characters of a page from what a terminal gets.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 {
			return -1
		}
		return r
	}, s)
}

func shown(s *extract.Statistic) string {
	if s.Value != nil {
		return s.Value.String()
	}
	return "(" + string(s.Status) + ")"
}

// judgedReadings are the pages with a verdict on their reading.
func judgedReadings(ctx context.Context, db *store.Store) (map[string]bool, error) {
	verdicts, err := db.Verdicts(ctx)
	if err != nil {
		return nil, err
	}
	judged := map[string]bool{}
	for _, v := range verdicts {
		judged[v.PageDigest+v.Extractor] = true
	}
	return judged, nil
}

// namesOf are the figures that a verdict may name.
func namesOf(r *extract.Report) map[string]bool {
	names := map[string]bool{}
	for _, st := range r.Statistics {
		names[st.Section+"/"+st.Row+"/"+st.Col] = true
	}
	return names
}

// ask reads one verdict; nil for a skipped report.
func ask(w io.Writer, answers *bufio.Scanner, figures int, names map[string]bool) (v *store.Verdict, stop bool) {
	for {
		fmt.Fprintf(w, "Are these %d figures those of the page? [y]es, [n]o, [s]kip, [q]uit: ", figures)
		if !answers.Scan() {
			fmt.Fprintln(w)
			return nil, true
		}
		switch strings.ToLower(strings.TrimSpace(answers.Text())) {
		case "y", "yes":
			return &store.Verdict{}, false
		case "s", "skip":
			return nil, false
		case "q", "quit":
			return nil, true
		case "n", "no":
			fmt.Fprint(w, "Which are wrong? section/row/col, separated by spaces: ")
			if !answers.Scan() {
				fmt.Fprintln(w)
				return nil, true
			}
			wrong := strings.Fields(answers.Text())
			slices.Sort(wrong)
			wrong = slices.Compact(wrong)
			if i := slices.IndexFunc(wrong, func(s string) bool { return !names[s] }); i >= 0 || len(wrong) == 0 {
				fmt.Fprintln(w, "Name figures of the right side, such as requests/granted/total.")
				continue
			}
			return &store.Verdict{Wrong: len(wrong), WrongFigures: wrong}, false
		}
	}
}

// printErrorRate tells the share of wrong figures.
func printErrorRate(w io.Writer, r audit.Result) error {
	if r.Reports == 0 {
		fmt.Fprintln(w, "no verdicts yet on what is stored now")
	} else {
		fmt.Fprintf(w, "\n%d of %d reports judged. Figures wrong: %d of %d; of all stored, each sort of report by its share, %s.\nReports with a wrong figure: %d, %s.\n",
			r.Reports, r.Cases, r.Wrong, r.Figures, percent(r.OfFigures, 4), r.WrongReports, percent(r.OfReports, 1))
	}
	if r.Older > 0 {
		fmt.Fprintf(w, "%d verdicts are on readings that are not stored any more and do not count.\n", r.Older)
	}
	if len(r.Unjudged) == 0 {
		return nil
	}
	reports := 0
	var names []string
	for _, s := range r.Unjudged {
		reports += s.Reports
		names = append(names, fmt.Sprintf("%s (%d)", s.Name, s.Reports))
	}
	const most = 5
	if len(names) > most {
		names = append(names[:most], fmt.Sprintf("%d more", len(names)-most))
	}
	_, err := fmt.Fprintf(w, "Nothing is known of %d reports, as none of their sort was judged: %s.\n", reports, strings.Join(names, "; "))
	return err
}

// percent is a rate with its interval.
func percent(r audit.Rate, digits int) string {
	return fmt.Sprintf("%.*f %% (95 %% interval %.*f to %.*f %%)", digits, 100*r.Share, digits, 100*r.Low, digits, 100*r.High)
}
