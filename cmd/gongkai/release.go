package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"gongkai/cmd/gongkai/release"
	"gongkai/cmd/gongkai/tabular"
	"gongkai/store/checks"
)

// packageName is what all data packages of gongkai are called.
const packageName = "gongkai"

// releaseCmd writes a data package.
type releaseCmd struct {
	figureFlags
	Dir           string   `arg:"" type:"path" help:"Directory to make; it must not exist or be empty."`
	License       []string `required:"" sep:"none" help:"Licence of the data: CC-BY-4.0, CC0-1.0, ODC-BY-1.0, ODbL-1.0, PDDL-1.0 or NAME=URL."`
	Source        []string `sep:"none" help:"Where the data are from: TITLE=URL, or TITLE."`
	Sources       string   `type:"path" placeholder:"FILE" help:"A sites file whose sites are sources."`
	Author        []string `sep:"none" help:"Who compiled the package, for its citation."`
	Title         string   `default:"Annual reports on government information disclosure in China" help:"Title of the package."`
	Date          string   `help:"Day that the data are of, YYYY-MM-DD; the day of the newest page (UTC) if not given."`
	Since         string   `type:"path" placeholder:"DIR" help:"Release to tell the changes since; the newest beside DIR if not given."`
	First         bool     `help:"Tell no changes, whatever release is beside DIR."`
	WithNarrative bool     `help:"The text of the reports too, personal data masked."`
	WithPages     bool     `help:"The archive of pages too, as WARC, as they came."`
}

// Help adds to the generated help.
func (*releaseCmd) Help() string {
	return `A data package by the specification of Frictionless Data: long and wide tables as CSV and
Parquet, reports with quality flags, agencies, codebook, coverage, findings, verdicts,
changes since the last release, versions, CITATION.cff and checksums.

The same database, options and last release give the same bytes: no clock is read. The
directory appears when it is whole. While a crawl runs it ends with exit status 3.
Derived figures and experimental forms are left out unless asked for, as in export.`
}

// Run writes the package.
func (c *releaseCmd) Run(ctx context.Context, a *app) error {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(tableMemory))
	p, err := c.describe(a)
	if err != nil {
		return err
	}
	forms, err := c.forms()
	if err != nil {
		return err
	}
	db, err := a.changeStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	unlock, err := db.Exclude() // all tables are of one moment
	if err != nil {
		return excluded(err)
	}
	defer unlock() //nolint:errcheck // Close drops the lock as well
	if p.Date == "" {
		newest, err := db.Newest(ctx)
		if err != nil {
			return err
		}
		if newest.IsZero() {
			return usageError{fmt.Errorf("%s holds nothing to release", a.db)}
		}
		p.Date = newest.UTC().Format(time.DateOnly)
	}
	catalogue, err := checks.Load()
	if err != nil {
		return err
	}
	if err := a.check(ctx, db); err != nil {
		return err
	}
	last, err := c.last(p.Date)
	if err != nil {
		return err
	}
	day, err := time.Parse(time.DateOnly, p.Date)
	if err != nil {
		return err
	}
	t := &releaseTables{day: day.AddDate(0, 0, 1), app: a, db: db, forms: forms, last: last, catalogue: catalogue, narrative: c.WithNarrative}
	if p.About, err = t.about(ctx); err != nil {
		return err
	}
	var extras []release.Extra
	if c.WithPages {
		extras = append(extras, release.Extra{
			File:  release.File{Name: "pages.warc.gz", Title: "the archived pages, as they came", MediaType: "application/warc"},
			Write: func(w io.Writer) error { return exportWARC(ctx, a, db, w) },
		})
	}
	p.Readme = releaseReadme(p, last)
	err = release.Write(c.Dir, *p, t.list(ctx), extras, tabular.Options{Program: "gongkai", Version: version})
	switch {
	case errors.Is(err, release.ErrExists):
		return usageError{err}
	case err != nil:
		return err
	}
	forms.left.tell(a)
	_, err = fmt.Fprintf(a.out, "%s: version %s, %d reports, %d figures%s\n", c.Dir, p.Date, len(t.reports), t.figures, t.changesText())
	return err
}

// describe makes of the flags what the package says about itself.
func (c *releaseCmd) describe(a *app) (*release.Package, error) {
	p := &release.Package{
		Name: packageName, Title: c.Title, Date: c.Date, Contributors: c.Author,
		Keywords: []string{"China", "freedom of information", "open government", "政府信息公开"},
	}
	if c.Date != "" {
		if _, err := time.Parse(time.DateOnly, c.Date); err != nil {
			return nil, usageError{fmt.Errorf("--date %s: not a day as YYYY-MM-DD", c.Date)}
		}
	}
	for _, text := range c.License {
		l, err := licenceOf(text)
		if err != nil {
			return nil, usageError{err}
		}
		p.Licenses = append(p.Licenses, l)
	}
	for _, text := range c.Source {
		title, path, _ := strings.Cut(text, "=")
		p.Sources = append(p.Sources, release.Link{Title: title, Path: path})
	}
	if c.Sources != "" {
		sites, err := a.readSites(c.Sources)
		if err != nil {
			return nil, err
		}
		for _, s := range sites {
			l := release.Link{Title: s.Name}
			if l.Title == "" {
				l.Title = s.Start[0]
			}
			if strings.Contains(s.Start[0], "://") {
				l.Path = s.Start[0]
			}
			p.Sources = append(p.Sources, l)
		}
	}
	if len(p.Sources) == 0 {
		return nil, usageError{errors.New("--source or --sources: a release says where its data are from")}
	}
	if len(p.Contributors) == 0 {
		p.Contributors = []string{"The compilers of this data package"}
	}
	return p, nil
}

// openLicences are where well-known licences of data are found.
func openLicences() []release.Link {
	return []release.Link{
		{Name: "CC-BY-4.0", Title: "Creative Commons Attribution 4.0", Path: "https://creativecommons.org/licenses/by/4.0/"},
		{Name: "CC0-1.0", Title: "CC0 1.0 Universal", Path: "https://creativecommons.org/publicdomain/zero/1.0/"},
		{Name: "ODC-BY-1.0", Title: "Open Data Commons Attribution License 1.0", Path: "https://opendatacommons.org/licenses/by/1-0/"},
		{Name: "ODbL-1.0", Title: "Open Data Commons Open Database License 1.0", Path: "https://opendatacommons.org/licenses/odbl/1-0/"},
		{Name: "PDDL-1.0", Title: "Open Data Commons Public Domain Dedication and License 1.0", Path: "https://opendatacommons.org/licenses/pddl/1-0/"},
	}
}

func licenceOf(text string) (release.Link, error) {
	name, path, given := strings.Cut(text, "=")
	if given && name != "" && path != "" {
		return release.Link{Name: name, Path: path}, nil
	}
	i := slices.IndexFunc(openLicences(), func(l release.Link) bool { return strings.EqualFold(l.Name, text) })
	if i < 0 {
		return release.Link{}, fmt.Errorf("--license %s: unknown; say where it is found, as NAME=URL", text)
	}
	return openLicences()[i], nil
}

// last is the release to tell the changes since, nil for none.
func (c *releaseCmd) last(date string) (*release.Last, error) {
	switch {
	case c.First:
		return nil, nil
	case c.Since != "":
		l, err := release.Find(c.Since)
		if err != nil {
			return nil, usageError{fmt.Errorf("--since: %w", err)}
		}
		l.Dir = c.Since
		return &l, nil
	}
	return release.Beside(filepath.Dir(filepath.Clean(c.Dir)), packageName, date)
}

// releaseReadme is what README.md says before the list of files.
func releaseReadme(p *release.Package, last *release.Last) string {
	since := "This is a first release: it tells no changes."
	if last != nil {
		since = "`changes` is what became of reports since version " + last.Version + "."
	}
	var licences, sources []string
	for _, l := range p.Licenses {
		licences = append(licences, strings.TrimSpace(l.Name+" "+l.Path))
	}
	for i, s := range p.Sources {
		if i == 20 {
			sources = append(sources, fmt.Sprintf("%d more, in datapackage.json", len(p.Sources)-i))
			break
		}
		sources = append(sources, strings.TrimSpace(s.Title+" "+s.Path))
	}
	return fmt.Sprintf(`Version %s. Licence: %s. Sources: %s.

Figures of the annual reports that Chinese agencies publish by law (政府信息公开工作年度报告), as printed. Nothing is corrected: a
report that contradicts itself is kept so and marked. An empty value is no zero: %s tells why there is none. Rows of the
scopes own and aggregate are never to be added up. Amounts without a unit are not to be added up either.

%s`, p.Date, strings.Join(licences, ", "), strings.Join(sources, "; "), "`status` (long) or `exceptions` (wide)", since)
}
