package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"gongkai/cmd/gongkai/sitesfile"
	"gongkai/crawler"
)

// sitesFlag names a sites file for a crawl.
type sitesFlag struct {
	Sites string `placeholder:"FILE" help:"Crawl the sites of this YAML file too; see gongkai sites check."`
}

// load adds the file's sites to a crawl and returns them.
func (f sitesFlag) load(a *app, cfg *crawler.Config) ([]sitesfile.Site, error) {
	if f.Sites == "" {
		return nil, nil
	}
	sites, err := a.readSites(f.Sites)
	if err != nil {
		return nil, err
	}
	if len(sites) == 0 && len(cfg.Starts) == 0 {
		return nil, usageError{fmt.Errorf("%s: no sites", f.Sites)}
	}
	cfg.Starts = append(cfg.Starts, sitesfile.Starts(sites)...)
	settings := sitesfile.Settings(sites)
	for key, own := range cfg.Sites { // what the command line permits, it permits here too
		s := settings[key]
		s.OldTLS = s.OldTLS || own.OldTLS
		settings[key] = s
	}
	cfg.Sites = settings
	return sites, nil
}

// readSites reads a sites file and tells every mistake in it on a line of its own.
func (a *app) readSites(path string) ([]sitesfile.Site, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, usageError{err}
	}
	sites, err := sitesfile.Parse(text)
	return sites, a.sitesProblems(path, err)
}

// sitesProblems tells the mistakes of a sites file as FILE:LINE:COLUMN.
func (a *app) sitesProblems(path string, err error) error {
	var problems sitesfile.Problems
	if !errors.As(err, &problems) {
		return err
	}
	for _, p := range problems {
		a.problem(fmt.Sprintf("%s:%d:%d", path, p.Line, p.Column), errors.New(p.Message))
	}
	return usageError{errReported}
}

// sitesCheckCmd reads a sites file without asking anybody.
type sitesCheckCmd struct {
	File string `arg:"" help:"The sites file."`
}

// Help adds to the generated help.
func (*sitesCheckCmd) Help() string {
	return `Tells every mistake as FILE:LINE:COLUMN and ends with 2, or how many sites the
file has. Nothing is asked of any site.`
}

// Run checks the file.
func (c *sitesCheckCmd) Run(a *app) error {
	sites, err := a.readSites(c.File)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "%s: %d sites, %d start addresses\n", c.File, len(sites), len(sitesfile.Starts(sites)))
	return err
}

// sitesAddCmd appends a site to a sites file.
type sitesAddCmd struct {
	Host   string `arg:"" help:"Host or address to begin with."`
	File   string `default:"sites.yaml" placeholder:"FILE" help:"The sites file (sites.yaml); made if there is none."`
	Name   string `help:"What people call the site."`
	Region string `help:"GB/T 2260 code of six digits."`
}

// Help adds to the generated help.
func (*sitesAddCmd) Help() string {
	return `The file's own text, comments included, stays as it is; the site is added at its
end. A host that is in the file already is refused.`
}

// Run appends the site.
func (c *sitesAddCmd) Run(_ context.Context, a *app) error {
	text, err := os.ReadFile(c.File)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return usageError{err}
	}
	out, err := sitesfile.Add(text, sitesfile.Entry{Start: c.Host, Name: c.Name, Region: c.Region})
	if err != nil {
		return a.sitesProblems(c.File, err)
	}
	if err := replaceFile(c.File, out); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "%s: %s added\n", c.File, c.Host)
	return err
}

// replaceFile writes a file as a whole or not at all, with the rights of the
// one it replaces.
func replaceFile(path string, text []byte) error {
	mode := os.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	_, err = f.Write(text)
	err = errors.Join(err, f.Chmod(mode), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name()) //nolint:errcheck // what is told is why it could not be written
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}
